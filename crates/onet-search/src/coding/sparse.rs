//! Rows of weights by class, most of which are nothing: three bytes for each of the others.

use std::ops::Range;

use super::file::{File, Section, Writer};

/// Bytes of an entry: the class in two, the weight in one.
const ENTRY: usize = 3;
/// Bits of a hash that choose a bucket.
const BUCKET_BITS: u32 = 14;

/// Rows by number: where each starts, its unit, its entries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows(pub(crate) usize);

/// Rows by hash: where each bucket starts, the middle bits of the hashes, then [`Rows`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct HashedRows(pub(crate) usize);

/// The classes of a row with their weights.
pub(crate) type Row = Vec<(u16, f32)>;

impl Rows {
    pub(crate) const SECTIONS: usize = 3;

    /// Writes rows, each weight as a whole number of up to 127 units of its row.
    pub(crate) fn write(writer: &mut Writer, rows: &[Row]) {
        let (mut starts, mut units, mut entries) = (vec![0u32], Vec::new(), Vec::new());
        for row in rows {
            let greatest = row.iter().map(|(_, weight)| weight.abs()).fold(0.0, f32::max);
            let unit = greatest / 127.0;
            units.push(unit);
            for (class, weight) in row {
                let whole = if unit > 0.0 { (weight / unit).round() as i8 } else { 0 };
                if whole != 0 {
                    entries.extend(class.to_le_bytes());
                    entries.extend(whole.to_le_bytes());
                }
            }
            starts.push((entries.len() / ENTRY) as u32);
        }
        writer.u32s(starts);
        writer.f32s(units);
        writer.bytes(entries);
    }

    /// Adds a row, times a factor, to the scores.
    pub(crate) fn add(self, file: &File, row: usize, factor: f32, scores: &mut [f32]) {
        let range = file.range(Section(self.0), row);
        let unit = file.f32(Section(self.0 + 1), row) * factor;
        for entry in self.entries(file, range).chunks_exact(ENTRY) {
            let class = usize::from(u16::from_le_bytes([entry[0], entry[1]]));
            if let Some(score) = scores.get_mut(class) {
                *score += unit * f32::from(entry[2] as i8);
            }
        }
    }

    /// How many weights a row has.
    pub(crate) fn count(self, file: &File, row: usize) -> usize {
        file.range(Section(self.0), row).len()
    }

    fn entries(self, file: &File, range: Range<usize>) -> &[u8] {
        file.part(Section(self.0 + 2), range.start * ENTRY..range.end * ENTRY)
    }
}

impl HashedRows {
    pub(crate) const SECTIONS: usize = 2 + Rows::SECTIONS;

    /// Writes rows in the order of their hashes.
    pub(crate) fn write<'a>(writer: &mut Writer, rows: impl IntoIterator<Item = (&'a u64, Row)>) {
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        let (mut keys, mut weights) = (Vec::new(), Vec::new());
        for (hash, row) in rows {
            starts[bucket(*hash) + 1] += 1;
            keys.push(key(*hash));
            weights.push(row);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        writer.u32s(starts);
        writer.u32s(keys);
        Rows::write(writer, &weights);
    }

    /// The number of the row of a hash.
    pub(crate) fn find(self, file: &File, hash: u64) -> Option<usize> {
        let wanted = key(hash);
        file.range(Section(self.0), bucket(hash)).find(|at| file.u32(Section(self.0 + 1), *at) == wanted)
    }

    pub(crate) fn rows(self) -> Rows {
        Rows(self.0 + 2)
    }
}

fn bucket(hash: u64) -> usize {
    (hash >> (64 - BUCKET_BITS)) as usize
}

fn key(hash: u64) -> u32 {
    (hash >> (32 - BUCKET_BITS)) as u32
}
