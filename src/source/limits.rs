//! How much a file may ask for before it is refused.

/// Bounds on what a reader takes in; see [`Limits::default`].
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a file as it lies on the disk.
    pub file_bytes: u64,
    /// Bytes of an .xls file, which is held in memory as a whole.
    pub xls_bytes: u64,
    /// Unpacked bytes of one part of an archive.
    pub part_bytes: u64,
    /// Unpacked bytes of all parts together.
    pub unpacked_bytes: u64,
    /// How many times the size of its file a part may unpack to, once it is larger than `part_floor`.
    pub part_ratio: u64,
    /// Unpacked bytes that a part may always have.
    pub part_floor: u64,
    /// Bytes of the text of one cell.
    pub text_bytes: usize,
    /// Rows of one sheet.
    pub rows: u32,
    /// Filled cells of one file.
    pub cells: u64,
    /// Cells that an .ods file makes the library hold at once, repeated and empty ones included.
    pub held_cells: u64,
    /// Bytes of text that an .ods file makes the library hold at once.
    pub held_bytes: u64,
    /// Whether an .xlsx file that bears tierbook's own mark is read all the same: to take what people typed into it.
    pub own_outputs: bool,
}

impl Default for Limits {
    /// Admits a full worksheet (1,048,575 rows of 25 columns, 900 MB of XML) and refuses what only an attack would hold:
    /// deflate reaches 1,032 to 1 on runs of one byte, worksheets of real data stay under 40 to 1.
    fn default() -> Limits {
        Limits {
            file_bytes: 2 << 30,
            xls_bytes: 256 << 20,
            part_bytes: 4 << 30,
            unpacked_bytes: 6 << 30,
            part_ratio: 200,
            part_floor: 64 << 20,
            text_bytes: 1 << 20,
            rows: 4_000_000,
            cells: 100_000_000,
            held_cells: 56_000_000,
            held_bytes: 1 << 30,
            own_outputs: false,
        }
    }
}
