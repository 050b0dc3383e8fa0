package api

import (
	"bytes"
	"fmt"
)

// surplus is how many times the rows that were asked for a page may have, and
// leastSurplus what any page may. A server that ignores limit sends the rest of
// the object at once, which does no harm as long as it ends.
const (
	surplus      = 1000
	leastSurplus = 1_000_000
)

// expected checks that a row, whose number on the page is s.rows, may come where
// it does.
func (s *Scan) expected(id []byte) error {
	asked := s.cur.window.size
	if s.rows > asked && s.rows > max(leastSurplus, surplus*asked) {
		return fmt.Errorf("scale: object %q: %d rows were asked for, and the page has more than %d: the server seems to ignore the size of pages, or never to end; raise page_size in the DSN if the object is that large",
			s.req.Object.Name, asked, s.rows-1)
	}
	if s.paging != ByKey {
		return nil
	}
	return s.advance(id)
}

// plausible checks that no more rows have come than can match a condition on the key:
// what a statement does to one record must not be done to all.
func (s *Scan) plausible() error {
	if s.req.AtMost == 0 || s.fresh+s.news <= s.req.AtMost {
		return nil
	}
	return fmt.Errorf("scale: object %q: more records came than the condition on the id can be true of, which is %d: the server seems to ignore the filter, or the key field isn't the id",
		s.req.Object.Name, s.req.AtMost)
}

// advance makes the id the last key seen. Keyset paging goes on behind it, so
// that a row out of order would be lost, or read for ever.
func (s *Scan) advance(id []byte) error {
	object := s.req.Object.Name
	if len(id) == 0 {
		return fmt.Errorf("scale: object %q: paging=keyset needs an id in every record", object)
	}
	for _, c := range id {
		if c < '0' || c > '9' {
			return fmt.Errorf("scale: object %q: paging=keyset needs ids that are numbers, not %q", object, shorten(string(id)))
		}
	}
	if s.query.sort != "" && len(s.after) > 0 && !s.further(id) {
		if s.rows == 1 {
			return fmt.Errorf("scale: object %q: record %s comes behind record %s on another page: the server seems to ignore the filter on the key; set paging in the DSN",
				object, id, s.after)
		}
		return fmt.Errorf("scale: object %q: record %s comes behind record %s: the server seems to ignore sort_by, or the key field isn't the id; set paging in the DSN",
			object, id, s.after)
	}
	s.after = append(s.after[:0], id...)
	return nil
}

// further reports whether an id lies behind the last key seen.
func (s *Scan) further(id []byte) bool {
	order := compareDigits(id, s.after)
	if s.descending() {
		order = -order
	}
	return order > 0
}

// compareDigits compares two numbers of any length.
func compareDigits(a, b []byte) int {
	a, b = bytes.TrimLeft(a, "0"), bytes.TrimLeft(b, "0")
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return bytes.Compare(a, b)
}
