package functions

import (
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// invalidByte is added to a byte that isn't part of a character to make its
// weight: greater than any character's, and another for each byte.
const invalidByte = 1 << 24

// A weigher knows the weights of characters: the primary weights of the Unicode
// Collation Algorithm's root table, which letters that differ only in case,
// accent or width have in common. Most characters have one, ligatures several
// (œ has those of oe, ß those of ss), control characters and combining marks
// none.
//
// As in MySQL's utf8mb4_unicode_ci, a text's weights are those of its characters
// in turn; there are no contractions. Unlike there, canonically equivalent texts
// have the same weights.
type weigher struct {
	collator *collate.Collator
	buffer   collate.Buffer
	ascii    [utf8.RuneSelf]uint32 // zero: no weight
	invalid  [256][1]uint32        // the weights of bytes that are no character
	space    uint32
	pages    [(utf8.MaxRune + 1) >> 8]*[256][]uint32 // a nil slice isn't known yet
}

func (w *weigher) init() {
	w.collator = collate.New(language.Und, collate.Loose)
	for c := range w.ascii {
		if ws := w.compute(rune(c)); len(ws) > 0 {
			w.ascii[c] = ws[0]
		}
	}
	for b := range w.invalid {
		w.invalid[b][0] = invalidByte + uint32(b)
	}
	w.space = w.ascii[' ']
}

// at returns the weights of the character at a place of a text, and its size.
func (w *weigher) at(s string, i int) (weights []uint32, size int) {
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError && size == 1 {
		return w.invalid[s[i]][:], 1
	}
	return w.of(r), size
}

// of returns the weights of a character.
func (w *weigher) of(r rune) []uint32 {
	page := w.pages[r>>8]
	if page == nil {
		page = new([256][]uint32)
		w.pages[r>>8] = page
	}
	if page[r&0xff] == nil {
		page[r&0xff] = w.compute(r)
	}
	return page[r&0xff]
}

// compute finds the weights of a character in its collation key, which holds
// each in two bytes, or in three if the first has its high bit set.
func (w *weigher) compute(r rune) []uint32 {
	w.buffer.Reset()
	key := w.collator.KeyFromString(&w.buffer, string(r))
	weights := make([]uint32, 0, len(key)/2)
	for len(key) >= 2 {
		weight, size := uint32(key[0])<<8|uint32(key[1]), 2
		if key[0]&0x80 != 0 && len(key) >= 3 {
			weight, size = uint32(key[0]&0x7f)<<16|uint32(key[1])<<8|uint32(key[2]), 3
		}
		weights = append(weights, weight)
		key = key[size:]
	}
	return weights
}

// A weightReader reads the weights of a text one by one.
type weightReader struct {
	*weigher
	text string
	rest []uint32 // further weights of the character read last
}

// read starts reading a text; one that isn't in normal form is brought into it.
func (w *weigher) read(text string) weightReader {
	return weightReader{weigher: w, text: normalized(text)}
}

// next returns the next weight, and zero after the last.
func (r *weightReader) next() uint32 {
	for {
		if len(r.rest) > 0 {
			weight := r.rest[0]
			r.rest = r.rest[1:]
			return weight
		}
		if len(r.text) == 0 {
			return 0
		}
		if c := r.text[0]; c < utf8.RuneSelf {
			r.text = r.text[1:]
			if weight := r.ascii[c]; weight != 0 {
				return weight
			}
			continue
		}
		var size int
		r.rest, size = r.at(r.text, 0)
		r.text = r.text[size:]
	}
}

// combiningLead is the first byte of U+0300, the first character that may take
// part in a combination.
const combiningLead = 0xCC

// normalized brings a text into normal form C. Most are in it, and a text of
// characters before the first combining mark needs no look at a table.
func normalized(s string) string {
	for i := range len(s) {
		if s[i] >= combiningLead {
			if norm.NFC.IsNormalString(s) {
				return s
			}
			return norm.NFC.String(s)
		}
	}
	return s
}
