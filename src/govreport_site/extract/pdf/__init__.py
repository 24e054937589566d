"""PDF files with a text layer: glyphs → lines, ruled tables and paragraphs."""
