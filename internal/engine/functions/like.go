package functions

import "unicode/utf8"

// A likePattern is a pattern of LIKE, cut at its %.
//
// Literal characters agree with my_ci: runs of them are compared by their
// weights, so that ß and ss, é and e match each other as they are equal under =.
// MySQL compares here character by character, so that only the latter do. A run
// begins and ends at the text's characters: 'œ' LIKE 'o%' is false. Characters
// without weight (combining marks, control characters) don't count in a run. As
// in MySQL, _ is one character and trailing spaces count.
type likePattern struct {
	binary   bool
	segments []likeSegment // at least one; a % stands between two
}

// A likeSegment is what has to match in one piece.
type likeSegment []likeElement

// A likeElement is a run of literal characters or, if any is set, one character.
type likeElement struct {
	any     bool
	text    string
	weights []uint32 // of the text, unless the pattern is binary
}

// noEscape stands for the empty escape, with which every character is itself.
const noEscape = utf8.MaxRune + 1

// A likeKey is what a compiled pattern depends on.
type likeKey struct {
	pattern string
	escape  rune
	binary  bool
}

// compileLike cuts a pattern into its elements. An escape at its end stands for
// itself.
func (w *weigher) compileLike(key likeKey) (*likePattern, error) {
	p := &likePattern{binary: key.binary, segments: make([]likeSegment, 1)}
	var literal []byte
	flush := func(more ...likeElement) {
		last := &p.segments[len(p.segments)-1]
		if len(literal) > 0 {
			*last = append(*last, w.literal(string(literal), key.binary))
			literal = literal[:0]
		}
		*last = append(*last, more...)
	}
	for s := key.pattern; len(s) > 0; {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == key.escape && size < len(s):
			s = s[size:]
			_, size = utf8.DecodeRuneInString(s)
			literal = append(literal, s[:size]...)
		case r == '%':
			flush()
			p.segments = append(p.segments, nil)
		case r == '_':
			flush(likeElement{any: true})
		default:
			literal = append(literal, s[:size]...)
		}
		s = s[size:]
	}
	flush()
	return p, nil
}

func (w *weigher) literal(text string, binary bool) likeElement {
	e := likeElement{text: text}
	if binary {
		return e
	}
	r := w.read(text)
	for weight := r.next(); weight != 0; weight = r.next() {
		e.weights = append(e.weights, weight)
	}
	return e
}

// like tells whether a whole text matches. The time is at most the product of
// both lengths: each segment takes the first place it fits, which leaves most
// to those after it.
func (w *weigher) like(s string, p *likePattern) bool {
	if !p.binary {
		s = normalized(s)
	}
	last := len(p.segments) - 1
	at, ok := w.segment(s, 0, p.segments[0], p.binary)
	if last == 0 {
		return ok && w.ends(s, at, p.binary)
	}
	if !ok {
		return false
	}
	for _, segment := range p.segments[1:last] {
		if at, ok = w.find(s, at, segment, p.binary); !ok {
			return false
		}
	}
	return w.findEnd(s, at, p.segments[last], p.binary)
}

// find looks for a segment and returns where it ends.
func (w *weigher) find(s string, from int, segment likeSegment, binary bool) (end int, ok bool) {
	for at := from; ; {
		if end, ok = w.segment(s, at, segment, binary); ok {
			return end, true
		}
		if at >= len(s) {
			return 0, false
		}
		at += charSize(s, at)
	}
}

// findEnd looks for a segment that goes to the text's end.
func (w *weigher) findEnd(s string, from int, segment likeSegment, binary bool) bool {
	if len(segment) == 0 {
		return true
	}
	for at := from; ; {
		if end, ok := w.segment(s, at, segment, binary); ok && w.ends(s, end, binary) {
			return true
		}
		if at >= len(s) {
			return false
		}
		at += charSize(s, at)
	}
}

// segment matches a segment at a place and returns where it ends.
func (w *weigher) segment(s string, at int, segment likeSegment, binary bool) (end int, ok bool) {
	for i := range segment {
		e := &segment[i]
		switch {
		case e.any:
			if at >= len(s) {
				return 0, false
			}
			at += charSize(s, at)
		case binary:
			if len(s)-at < len(e.text) || s[at:at+len(e.text)] != e.text {
				return 0, false
			}
			at += len(e.text)
		default:
			if at, ok = w.run(s, at, e.weights); !ok {
				return 0, false
			}
		}
	}
	return at, true
}

// run matches characters of these weights together.
func (w *weigher) run(s string, at int, weights []uint32) (end int, ok bool) {
	for i := 0; i < len(weights); {
		if at >= len(s) {
			return 0, false
		}
		if c := s[at]; c < utf8.RuneSelf {
			at++
			if weight := w.ascii[c]; weight == weights[i] {
				i++
			} else if weight != 0 {
				return 0, false
			}
			continue
		}
		have, size := w.at(s, at)
		at += size
		if len(have) > len(weights)-i {
			return 0, false
		}
		for _, weight := range have {
			if weight != weights[i] {
				return 0, false
			}
			i++
		}
	}
	return at, true
}

// ends tells whether nothing with a weight is left of a text.
func (w *weigher) ends(s string, at int, binary bool) bool {
	for !binary && at < len(s) {
		weights, size := w.at(s, at)
		if len(weights) > 0 {
			return false
		}
		at += size
	}
	return at == len(s)
}

// charSize is the size of the character at a place, one for a byte that is none.
func charSize(s string, at int) int {
	if s[at] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRuneInString(s[at:])
	return size
}
