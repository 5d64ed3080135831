//! The schema that Arrow keeps in the footer of a Parquet file, with other columns.
//!
//! It is a message of Arrow's IPC format, a FlatBuffer in base64. Its fields are tables of any depth, which stay as they
//! are, byte for byte: the message and its list of fields are made anew before them, and new fields follow them.
//! Offsets in a FlatBuffer are relative and point forward, so this order is the only one. The layout is that of
//! `Message.fbs` and `Schema.fbs` of the Arrow project.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::cell::ColumnType;
use super::table_writer::OutputColumn;

/// What comes before the length of a message.
const CONTINUATION: [u8; 4] = [0xff; 4];
/// The kind of message that holds a schema.
const SCHEMA: u8 = 1;
/// Where the new list of fields is.
const FIELDS: usize = 88;

/// The schema for these columns; `None` when it is not one of this many columns, or is damaged.
pub(super) fn with_columns(schema: &str, columns: &[OutputColumn]) -> Option<String> {
    let message = STANDARD.decode(schema.trim()).ok()?;
    let body = message.strip_prefix(&CONTINUATION).unwrap_or(&message);
    let length = usize::try_from(u32_at(body, 0)?).ok()?;
    let edited = edited(body.get(4..4 + length)?, columns)?;
    let mut message = CONTINUATION.to_vec();
    message.extend(u32::try_from(edited.len()).ok()?.to_le_bytes());
    message.extend(edited);
    Some(STANDARD.encode(message))
}

fn edited(given: &[u8], columns: &[OutputColumn]) -> Option<Vec<u8>> {
    let message = follow(given, 0)?;
    if *given.get(slot(given, message, 1)?)? != SCHEMA {
        return None;
    }
    let schema = follow(given, slot(given, message, 2)?)?;
    let list = follow(given, slot(given, schema, 1)?)?;
    let count = usize::try_from(u32_at(given, list)?).ok()?;
    let fields: Vec<usize> = (0..count).map(|at| follow(given, list + 4 + 4 * at)).collect::<Option<_>>()?;

    let mut out = vec![0_u8; (FIELDS + 4 + 4 * columns.len()).next_multiple_of(8)];
    let start = out.len();
    out.extend_from_slice(given);
    align(&mut out);
    let version = slot(given, message, 0).and_then(|at| u16_at(given, at)).unwrap_or_default();
    let endianness = slot(given, schema, 0).and_then(|at| u16_at(given, at)).unwrap_or_default();
    let custom = slot(given, schema, 2).and_then(|at| follow(given, at)).map(|at| start + at);
    let features = slot(given, schema, 3).and_then(|at| follow(given, at)).map(|at| start + at);

    // The message: version, kind, header, length of the body.
    put_u32(&mut out, 0, 24);
    put_u16s(&mut out, 8, &[12, 20, 16, 18, 4, 8]);
    put_u32(&mut out, 24, 16);
    point(&mut out, 28, 64)?;
    put_u16s(&mut out, 40, &[version]);
    out[42] = SCHEMA;
    // The schema: endianness, fields, entries of its own, features.
    let present = |at: Option<usize>, place| if at.is_some() { place } else { 0 };
    put_u16s(&mut out, 48, &[12, 20, 16, 4, present(custom, 8), present(features, 12)]);
    put_u32(&mut out, 64, 16);
    point(&mut out, 68, FIELDS)?;
    for (place, target) in [(72, custom), (76, features)] {
        if let Some(target) = target {
            point(&mut out, place, target)?;
        }
    }
    put_u16s(&mut out, 80, &[endianness]);
    put_u32(&mut out, FIELDS, u32::try_from(columns.len()).ok()?);
    for (at, column) in columns.iter().enumerate() {
        let field = match column {
            OutputColumn::Given { place, name } => {
                let field = *fields.get(*place)?;
                let named = slot(given, field, 0)?;
                if text_at(given, follow(given, named)?)? != name.as_bytes() {
                    let renamed = push_text(&mut out, name)?;
                    point(&mut out, start + named, renamed)?;
                }
                start + field
            }
            OutputColumn::Added { name, kind } => push_field(&mut out, name, *kind)?,
        };
        point(&mut out, FIELDS + 4 + 4 * at, field)?;
    }
    Some(out)
}

/// Adds a field: its table, an empty list of children, the table of its type, and its name.
fn push_field(out: &mut Vec<u8>, name: &str, kind: ColumnType) -> Option<usize> {
    let start = out.len();
    out.resize(start + 72, 0);
    // Name, nullable, kind of type, type, dictionary, children.
    put_u16s(out, start, &[16, 20, 4, 16, 17, 8, 0, 12]);
    let table = start + 16;
    put_u32(out, table, 16);
    point(out, table + 8, start + 56)?;
    point(out, table + 12, start + 40)?;
    out[table + 16] = 1;
    let (kind, layout, value): (u8, &[u16], u32) = match kind {
        ColumnType::Text => (5, &[4, 4], 0),
        ColumnType::Flag => (6, &[4, 4], 0),
        // The width in bits, and whether there is a sign.
        ColumnType::Integer => (2, &[8, 12, 4, 8], 64),
        // The precision, 2 for 64 bits.
        ColumnType::Number => (3, &[6, 8, 4], 2),
        // The unit, 0 for days.
        ColumnType::Date => (8, &[6, 8, 4], 0),
    };
    out[table + 17] = kind;
    put_u16s(out, start + 48, layout);
    put_u32(out, start + 56, 8);
    put_u32(out, start + 60, value);
    out[start + 64] = 1;
    let name = push_text(out, name)?;
    point(out, table + 4, name)?;
    Some(table)
}

fn push_text(out: &mut Vec<u8>, text: &str) -> Option<usize> {
    let start = out.len();
    out.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
    out.extend(text.as_bytes());
    out.push(0);
    align(out);
    Some(start)
}

fn align(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(8), 0);
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn text_at(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let length = usize::try_from(u32_at(bytes, at)?).ok()?;
    bytes.get(at + 4..(at + 4).checked_add(length)?)
}

/// Where an offset points to.
fn follow(bytes: &[u8], at: usize) -> Option<usize> {
    at.checked_add(usize::try_from(u32_at(bytes, at)?).ok()?).filter(|target| *target < bytes.len())
}

/// Where a table has a member; `None` where it has none.
fn slot(bytes: &[u8], table: usize, member: usize) -> Option<usize> {
    let back = i32::from_le_bytes(bytes.get(table..table.checked_add(4)?)?.try_into().ok()?);
    let layout = usize::try_from(i64::try_from(table).ok()? - i64::from(back)).ok()?;
    let at = 4 + 2 * member;
    if at >= usize::from(u16_at(bytes, layout)?) {
        return None;
    }
    let offset = usize::from(u16_at(bytes, layout + at)?);
    (offset > 0).then_some(table + offset)
}

fn put_u32(out: &mut [u8], at: usize, value: u32) {
    out[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

fn put_u16s(out: &mut [u8], at: usize, values: &[u16]) {
    for (number, value) in values.iter().enumerate() {
        out[at + 2 * number..at + 2 * number + 2].copy_from_slice(&value.to_le_bytes());
    }
}

fn point(out: &mut [u8], from: usize, to: usize) -> Option<()> {
    let offset = u32::try_from(to.checked_sub(from)?).ok()?;
    put_u32(out, from, offset);
    Some(())
}
