//! Parquet in and out, with the built-in sample. `fixtures/engines/parquet.py` compares with other implementations.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::record::Row;
use parquet::schema::parser::parse_message_type;

use crate::common::{Machine, Run};

/// Titles, some of them missing; lists, one of them empty; a column that has the name of an added one.
const SCHEMA: &str = "message people {
    optional int64 id;
    optional binary title (STRING);
    optional group tags (LIST) { repeated group list { optional int32 element; } }
    required double score;
}";

/// Writes row groups of six people each.
fn people(machine: &Machine, name: &str, groups: usize, compression: Compression) -> PathBuf {
    let path = machine.home().join(name);
    let schema = Arc::new(parse_message_type(SCHEMA).expect("the schema is sound"));
    let properties = WriterProperties::builder().set_compression(compression).build();
    let file = File::create(&path).expect("the file can be made");
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).expect("a writer");
    for group in 0..groups {
        let mut rows = writer.next_row_group().expect("a row group");
        let id = group as i64 * 6;
        let mut column = rows.next_column().expect("a column").expect("the first");
        let ids: Vec<i64> = (id..id + 5).collect();
        column.typed::<Int64Type>().write_batch(&ids, Some(&[1, 0, 1, 1, 1, 1]), None).expect("ids");
        column.close().expect("the column ends");
        let mut column = rows.next_column().expect("a column").expect("the second");
        let titles = ["pharmacist", "radiologist", "", "zzzz"].map(ByteArray::from);
        column
            .typed::<ByteArrayType>()
            .write_batch(&titles, Some(&[1, 0, 1, 1, 1, 0]), None)
            .expect("titles");
        column.close().expect("the column ends");
        let mut column = rows.next_column().expect("a column").expect("the third");
        let (defined, repeated) = ([3, 3, 0, 1, 2, 3, 3, 1], [0, 1, 0, 0, 0, 1, 0, 0]);
        column
            .typed::<Int32Type>()
            .write_batch(&[1, 2, 3, 4], Some(&defined), Some(&repeated))
            .expect("tags");
        column.close().expect("the column ends");
        let mut column = rows.next_column().expect("a column").expect("the fourth");
        column.typed::<DoubleType>().write_batch(&[0.5; 6], None, None).expect("scores");
        column.close().expect("the column ends");
        rows.close().expect("the row group ends");
    }
    writer.close().expect("the file ends");
    path
}

fn read(path: &Path) -> (SerializedFileReader<File>, Vec<Row>) {
    let reader = SerializedFileReader::new(File::open(path).expect("the output is there")).expect("a footer");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    (reader, rows)
}

fn names(reader: &SerializedFileReader<File>) -> Vec<String> {
    let schema = reader.metadata().file_metadata().schema();
    schema.get_fields().iter().map(|field| field.name().to_owned()).collect()
}

fn cells(row: &Row) -> Vec<String> {
    row.get_column_iter().map(|(_, cell)| cell.to_string()).collect()
}

fn code(machine: &Machine, input: &Path, more: &[&str]) -> (Run, PathBuf) {
    let output = machine.home().join("out.parquet");
    let (given, written) = (input.display().to_string(), output.display().to_string());
    let run =
        machine.onet(&[&["code", &given, "--column", "title", "--output", &written, "-q"], more].concat());
    (run, output)
}

#[test]
fn columns_of_a_parquet_input_come_back_as_they_were_with_the_codes() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 3, Compression::SNAPPY);
    let (run, output) = code(&machine, &input, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let ((given, before), (found, after)) = (read(&input), read(&output));
    assert_eq!(
        names(&found)[..6],
        ["id", "title", "tags", "score_2", "code", "occupation"],
        "an input column of the name of an added one gets another"
    );
    assert_eq!(found.num_row_groups(), 3);
    for at in 0..3 {
        let (mine, theirs) =
            (found.metadata().row_group(1).column(at), given.metadata().row_group(1).column(at));
        assert_eq!(mine.column_descr(), theirs.column_descr());
        assert_eq!(mine.compression(), theirs.compression(), "bytes are copied");
        assert_eq!(mine.compressed_size(), theirs.compressed_size());
    }
    assert_eq!((before.len(), after.len()), (18, 18));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(cells(before), cells(after)[..4]);
    }
    assert_eq!(cells(&after[6])[4..6], [r#""29-1051.00""#, r#""Pharmacists""#]);
    assert_eq!(cells(&after[1])[4..], ["null", "null", "null", "null", "null", "true", "null"]);
}

#[test]
fn rows_with_several_candidates_repeat_nested_columns() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 2, Compression::UNCOMPRESSED);
    let (run, output) = code(&machine, &input, &["--top", "2"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let ((_, before), (found, after)) = (read(&input), read(&output));
    let rank = names(&found).iter().position(|name| name == "rank").expect("a rank");
    let mut row = None;
    for found in &after {
        row = match (row, cells(found)[rank].as_str()) {
            (Some(row), "2") => Some(row),
            (last, _) => Some(last.map_or(0, |last| last + 1)),
        };
        assert_eq!(cells(&before[row.expect("a row")]), cells(found)[..4]);
    }
    assert_eq!(row, Some(11), "every row is there");
    assert!(after.len() > 12, "some rows have two candidates");
}

#[test]
fn a_crosswalk_takes_a_column_of_parquet_and_repeats_the_rest() {
    let machine = Machine::new();
    let input = people(&machine, "people.pq", 1, Compression::UNCOMPRESSED).display().to_string();
    let output = machine.home().join("pairs.parquet");
    let written = output.display().to_string();
    let command = ["crosswalk", "soc", &input, "--column", "title", "--output", &written, "-q"];
    let run = machine.onet(&[&command[..], &["--columns", "reason,tags"]].concat());
    assert!(matches!(run.code, 0 | 1), "{}", run.stderr);
    let (found, rows) = read(&output);
    assert_eq!(names(&found), ["reason", "tags"]);
    let tags: Vec<String> = rows.iter().map(|row| cells(row)[1].clone()).collect();
    assert_eq!(tags, ["[1, 2]", "null", "[]", "[null, 3]", "[4]", "[]"]);
    assert_eq!(cells(&rows[1])[0], r#""the code is empty""#);
    assert_eq!(cells(&rows[0])[0], r#""found by a search""#);
    let sorted = machine.onet(&[&command[..], &["--sort-by", "code"]].concat());
    assert_eq!(sorted.code, 2);
    assert!(sorted.stderr.contains("--sort-by"), "{}", sorted.stderr);
}

#[test]
fn text_becomes_parquet_and_parquet_becomes_text() {
    let machine = Machine::new();
    let csv = machine.home().join("people.csv");
    std::fs::write(&csv, "id,title\n7,pharmacist\n,\n").expect("the input can be written");
    let (run, output) = code(&machine, &csv, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (_, rows) = read(&output);
    assert_eq!(cells(&rows[0])[..3], [r#""7""#, r#""pharmacist""#, r#""29-1051.00""#]);
    assert_eq!(cells(&rows[1])[..3], [r#""""#, r#""""#, "null"], "CSV has no nulls");

    let printed = machine.onet(&["code", &output.display().to_string(), "--format", "csv", "-q"]);
    assert_eq!(printed.code, 0, "{}", printed.stderr);
    let line = printed.stdout.lines().nth(1).unwrap_or_default();
    assert!(
        line.starts_with("7,pharmacist,29-1051.00,Pharmacists,1,Pharmacists,1,false,,29-1051.00,"),
        "{line}"
    );

    let nested = people(&machine, "people.parquet", 1, Compression::UNCOMPRESSED).display().to_string();
    let refused = machine.onet(&["code", &nested, "--column", "title", "--format", "csv"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("tags") && refused.stderr.contains("nested"), "{}", refused.stderr);
}

#[test]
fn a_pipe_is_read_and_known_by_its_first_bytes() {
    let machine = Machine::new();
    let input = people(&machine, "people", 2, Compression::LZ4_RAW).display().to_string();
    let line = format!("cat {input} | onet code - --column title --format parquet -q > {input}.out");
    let run = machine.in_shell(&line).output().expect("a shell runs");
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    assert_eq!(read(Path::new(&format!("{input}.out"))).1.len(), 12);
}

#[test]
fn an_input_without_rows_gives_an_output_without_rows() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 0, Compression::UNCOMPRESSED);
    let (run, output) = code(&machine, &input, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (found, rows) = read(&output);
    assert_eq!((names(&found).len(), rows.len()), (11, 0));
}

#[test]
fn what_cannot_be_read_is_refused_and_leaves_no_file() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 1, Compression::UNCOMPRESSED);
    let (missing, output) = code(&machine, &input, &["--description-column", "duties"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("id, title, tags, score"), "{}", missing.stderr);
    assert!(!output.exists());
    for (contents, word) in [
        (&b""[..], "not a Parquet file"),
        (b"PAR1", "complete"),
        (b"title\n", "not a Parquet file"),
        (b"PARE1234", "encrypted"),
    ] {
        let other = machine.home().join("other.parquet");
        std::fs::write(&other, contents).expect("the input can be written");
        let (run, output) = code(&machine, &other, &[]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(word), "{}", run.stderr);
        assert!(!output.exists());
    }
}

/// Damage is an error or changes values; it is no panic, and what fails leaves no file.
#[test]
fn damage_is_an_error_and_no_panic() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 2, Compression::SNAPPY);
    let whole = std::fs::read(&input).expect("the input is there");
    let damaged = machine.home().join("damaged.parquet");
    let cut = (1..8).map(|part| whole[..whole.len() * part / 8].to_vec());
    let changed = (0..60).map(|number| {
        let mut bytes = whole.clone();
        let at = 4 + number * 7_919 % (bytes.len() - 4);
        bytes[at] ^= [1, 0x80, 0xff][number % 3];
        bytes
    });
    let mut failed = 0;
    for bytes in cut.chain(changed) {
        std::fs::write(&damaged, bytes).expect("the input can be written");
        let top = if failed % 2 == 0 { "1" } else { "2" };
        let (run, output) = code(&machine, &damaged, &["--top", top]);
        assert!(matches!(run.code, 0 | 2 | 6), "{} {}", run.code, run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        assert_eq!(output.exists(), run.code == 0);
        failed += usize::from(run.code != 0);
        let _ = std::fs::remove_file(output);
    }
    assert!(failed >= 20, "{failed} of 67 inputs were refused");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_closed_pipe_end_the_command() {
    let machine = Machine::new();
    let input = people(&machine, "people.parquet", 2, Compression::SNAPPY).display().to_string();
    let line = format!("onet code {input} --column title --format parquet -q > /dev/full");
    let run = machine.in_shell(&line).output().expect("a shell runs");
    assert_eq!(run.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&run.stderr).contains("could not write the output"));
    let line = format!("onet code {input} --column title --format parquet -q | head -c 0");
    let run = machine.in_shell(&line).output().expect("a shell runs");
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
}

#[test]
fn an_export_has_types_dictionaries_statistics_and_the_licence() {
    let machine = Machine::new();
    let to = machine.home().join("exported");
    let folder = to.display().to_string();
    let run = machine.onet(&["db", "export", "--format", "parquet", "--to", &folder, "skills", "job_zones"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (reader, rows) = read(&to.join("skills.parquet"));
    assert_eq!(rows.len(), 1_400);
    let metadata = reader.metadata();
    let entries = metadata.file_metadata().key_value_metadata().expect("there are entries");
    let entry =
        |key: &str| entries.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.clone());
    assert_eq!(entry("licence").as_deref(), Some("CC BY 4.0"));
    assert_eq!(entry("release").as_deref(), Some("29.3"));
    assert!(entry("source").is_some_and(|source| source.contains("O*NET 29.3 Database")));
    let types: Vec<String> = metadata
        .file_metadata()
        .schema_descr()
        .columns()
        .iter()
        .map(|column| format!("{} {:?}", column.name(), column.physical_type()))
        .collect();
    for expected in ["data_value DOUBLE", "n INT64", "date_updated INT32", "element_name BYTE_ARRAY"] {
        assert!(types.iter().any(|found| found == expected), "{expected}: {types:?}");
    }
    for column in metadata.row_group(0).columns() {
        assert!(column.statistics().is_some(), "{}", column.column_path());
        assert!(column.encodings().any(|encoding| encoding == Encoding::RLE_DICTIONARY));
    }
    assert!(to.join("LICENSE.txt").is_file());
}

#[test]
fn a_flat_export_has_a_row_for_each_occupation() {
    let machine = Machine::new();
    let to = machine.home().join("wide");
    let folder = to.display().to_string();
    let run = machine.onet(&["db", "export", "--flat", "--format", "parquet", "--to", &folder]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (reader, rows) = read(&to.join("skills_im.parquet"));
    assert_eq!((rows.len(), names(&reader).len()), (20, 37));
    assert_eq!(names(&reader)[..3], ["onetsoc_code", "title", "reading_comprehension"]);
    let (edges, _) = read(&to.join("related_occupations_edges.parquet"));
    assert_eq!(names(&edges)[..2], ["source", "target"]);

    let run = machine.onet(&["db", "export", "--flat", "--format", "csv", "--to", &folder, "skills"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let csv = std::fs::read_to_string(to.join("skills_im.csv")).expect("the table is there");
    assert!(csv.starts_with("onetsoc_code,title,reading_comprehension,"), "{csv}");
    let none = machine.onet(&["db", "export", "--flat", "--to", &folder, "job_zones"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("job_zones has no flat form"), "{}", none.stderr);
}

#[test]
fn other_commands_refuse_parquet() {
    let run = Machine::new().onet(&["search", "pharmacist", "--format", "parquet"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("write Parquet"), "{}", run.stderr);
}

#[test]
fn numbers_flags_and_nulls_of_parquet_stay_what_they_are_in_json() {
    let machine = Machine::new();
    let input = machine.home().join("typed.parquet");
    let schema = "message typed { optional binary code (UTF8); optional int32 whole; required int64 large;
        optional int64 unsigned (INTEGER(64, false)); optional double share; optional boolean flag;
        optional int32 price (DECIMAL(9, 2)); optional int32 day (DATE); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let file = File::create(&input).expect("the input can be made");
    let mut writer =
        SerializedFileWriter::new(file, schema, Arc::new(WriterProperties::default())).expect("a writer");
    let mut group = writer.next_row_group().expect("a row group");
    let defined: &[i16] = &[1, 0];
    for column in 0..8 {
        let mut to = group.next_column().expect("no failure").expect("a column");
        match column {
            0 => {
                let codes = [ByteArray::from("29-1051.00")];
                to.typed::<ByteArrayType>().write_batch(&codes, Some(defined), None)
            }
            1 => to.typed::<Int32Type>().write_batch(&[-5], Some(defined), None),
            2 => to.typed::<Int64Type>().write_batch(&[i64::MAX, 0], None, None),
            3 => to.typed::<Int64Type>().write_batch(&[-1], Some(defined), None),
            4 => to.typed::<DoubleType>().write_batch(&[0.1], Some(defined), None),
            5 => to.typed::<BoolType>().write_batch(&[true], Some(defined), None),
            6 => to.typed::<Int32Type>().write_batch(&[1250], Some(defined), None),
            _ => to.typed::<Int32Type>().write_batch(&[0], Some(defined), None),
        }
        .expect("written");
        to.close().expect("closed");
    }
    group.close().expect("closed");
    writer.close().expect("closed");
    let input = input.display().to_string();
    let columns = ["whole", "large", "unsigned", "share", "flag", "price", "day"];
    let expected = [
        serde_json::json!([-5, i64::MAX, u64::MAX, 0.1, true, "12.50", "1970-01-01"]),
        serde_json::json!([null, 0, null, null, null, null, null]),
    ];
    for command in [&["code", &input, "--column", "code"][..], &["crosswalk", "soc", &input]] {
        let run = machine.onet(&[command, &["--format", "ndjson", "-q"]].concat());
        let rows: Vec<serde_json::Value> =
            run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON on each line")).collect();
        let found: Vec<serde_json::Value> =
            rows.iter().map(|row| columns.iter().map(|name| row[*name].clone()).collect()).collect();
        assert_eq!(found, expected, "{command:?}: {}", run.stderr);
    }
}
