//! A zip archive written front to back, its files in pieces that several threads compress.
//!
//! A file is deflated piece by piece, each on its own and ended at a whole byte, so that pieces can follow each other whoever made
//! them (pigz does the same). What follows a file says how long it was, as the format allows: nothing is written twice.

use std::io::{self, Write};

use flate2::{Compress, Compression, Crc, FlushCompress};

/// The lowest level: the next ones take two to four times as long, and a quarter less room.
const LEVEL: u32 = 1;

/// The most bytes a file may have before it is compressed: the archive counts them in 32 bits.
pub(super) const LARGEST: u64 = 4_000_000_000;

/// The first of January 1980, midnight: the earliest time that the format knows.
const TIME: [u8; 4] = [0, 0, 0x21, 0];

/// What is no longer than this is stored as it is: a compressor costs more to set up.
const SHORT: usize = 8 << 10;

/// Bytes as a block of the format that is not compressed, and not the last.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let len = bytes.len() as u16;
    let mut block = Vec::with_capacity(bytes.len() + 5);
    block.push(0);
    block.extend(len.to_le_bytes());
    block.extend((!len).to_le_bytes());
    block.extend(bytes);
    block
}

/// A stretch of a file, compressed.
pub(super) struct Piece {
    deflated: Vec<u8>,
    crc: Crc,
    len: u64,
}

impl Piece {
    /// Compresses a stretch of a file.
    pub(super) fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut crc = Crc::new();
        crc.update(bytes);
        let len = bytes.len() as u64;
        if bytes.len() <= SHORT {
            return Ok(Self { deflated: stored(bytes), crc, len });
        }
        let mut compress = Compress::new(Compression::new(LEVEL), false);
        let mut deflated = Vec::with_capacity(bytes.len() / 4 + 256);
        loop {
            let done = compress.total_in() as usize;
            compress
                .compress_vec(&bytes[done..], &mut deflated, FlushCompress::Full)
                .map_err(io::Error::other)?;
            // All is written where all is read and room is left.
            if compress.total_in() as usize == bytes.len() && deflated.len() < deflated.capacity() {
                break;
            }
            deflated.reserve(deflated.capacity() / 2);
        }
        Ok(Self { deflated, crc, len })
    }

    /// How many bytes it stands for.
    pub(super) fn len(&self) -> u64 {
        self.len
    }
}

/// What the list at the end says of a file.
struct Entry {
    name: &'static str,
    crc: u32,
    packed: u32,
    len: u32,
    at: u32,
}

/// An archive on its way.
pub(super) struct Package<'o> {
    out: &'o mut dyn Write,
    written: u64,
    entries: Vec<Entry>,
}

impl<'o> Package<'o> {
    /// An archive without a file.
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        Self { out, written: 0, entries: Vec::new() }
    }

    /// Writes a file that is at hand.
    pub(super) fn whole(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        let mut file = self.file(name)?;
        file.add(&Piece::of(text.as_bytes())?)?;
        file.end()
    }

    /// Begins a file.
    pub(super) fn file(&mut self, name: &'static str) -> io::Result<File<'_, 'o>> {
        let at = self.written;
        // Version 2.0; sizes follow the data; deflated.
        let mut head = vec![0x50, 0x4b, 3, 4, 20, 0, 8, 0, 8, 0];
        head.extend(TIME);
        head.extend([0; 12]);
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0; 2]);
        head.extend(name.as_bytes());
        self.put(&head)?;
        Ok(File { package: self, name, at, crc: Crc::new(), packed: 0, len: 0 })
    }

    /// Writes the list of the files.
    pub(super) fn end(mut self) -> io::Result<()> {
        let at = self.written;
        let mut list = Vec::new();
        for entry in &self.entries {
            list.extend([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 8, 0, 8, 0]);
            list.extend(TIME);
            for number in [entry.crc, entry.packed, entry.len] {
                list.extend(number.to_le_bytes());
            }
            list.extend((entry.name.len() as u16).to_le_bytes());
            list.extend([0; 12]);
            list.extend(entry.at.to_le_bytes());
            list.extend(entry.name.as_bytes());
        }
        let count = (self.entries.len() as u16).to_le_bytes();
        let len = list.len() as u32;
        list.extend([0x50, 0x4b, 5, 6, 0, 0, 0, 0]);
        list.extend([count, count].concat());
        list.extend(len.to_le_bytes());
        list.extend(short(at)?.to_le_bytes());
        list.extend([0; 2]);
        self.put(&list)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

/// A number that the archive holds in 32 bits.
fn short(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| io::Error::other("a workbook holds at most 4 GiB"))
}

/// A file of an archive on its way.
pub(super) struct File<'p, 'o> {
    package: &'p mut Package<'o>,
    name: &'static str,
    at: u64,
    crc: Crc,
    packed: u64,
    len: u64,
}

impl File<'_, '_> {
    /// How many bytes it has, before they are compressed.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Appends the next piece.
    pub(super) fn add(&mut self, piece: &Piece) -> io::Result<()> {
        self.crc.combine(&piece.crc);
        self.packed += piece.deflated.len() as u64;
        self.len += piece.len;
        self.package.put(&piece.deflated)
    }

    /// Ends it.
    pub(super) fn end(mut self) -> io::Result<()> {
        // An empty last block: pieces do not know which of them is the last.
        const LAST: [u8; 2] = [3, 0];
        self.package.put(&LAST)?;
        self.packed += LAST.len() as u64;
        let (crc, packed, len) = (self.crc.sum(), short(self.packed)?, short(self.len)?);
        let mut tail = vec![0x50, 0x4b, 7, 8];
        for number in [crc, packed, len] {
            tail.extend(number.to_le_bytes());
        }
        self.package.put(&tail)?;
        let entry = Entry { name: self.name, crc, packed, len, at: short(self.at)? };
        self.package.entries.push(entry);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_in_pieces_is_unpacked_whole() {
        let mut out = Vec::new();
        let mut package = Package::new(&mut out);
        package.whole("a.txt", "short").unwrap();
        let long: Vec<String> = (0..50_000).map(|n| format!("{} ", n * 7919 % 10_007)).collect();
        let mut file = package.file("b.txt").unwrap();
        for piece in long.chunks(777) {
            file.add(&Piece::of(piece.concat().as_bytes()).unwrap()).unwrap();
        }
        file.end().unwrap();
        package.whole("empty.txt", "").unwrap();
        package.end().unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(out)).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        assert_eq!(read("a.txt"), "short");
        assert_eq!(read("b.txt"), long.concat());
        assert_eq!(read("empty.txt"), "");
    }
}
