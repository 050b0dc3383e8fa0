package api

import (
	"hash/maphash"

	"github.com/scale-sql/scale/schema"
)

// seen knows the ids of the page before: rows that are inserted while a scan
// goes on push others from the end of one page to the start of the next, where
// they come a second time. And it finds out if the pages go round in circles.
type seen struct {
	before    map[uint64]struct{}
	low, high uint64   // bounds of before
	now       []uint64 // ids of the page being read

	pages  int  // that were turned
	span   int  // the next number of pages behind which the marks move on
	first  mark // the first id of all
	recent mark // the first id of a page behind which there are fewer pages than before it
	cycled bool // a marked id came again, behind another page

	// Rows without an id are told apart by their values, page by page.
	sum, sumBefore, sumMark uint64
	same                    int // pages whose values are those of the page before or the marked one
}

// mostSeen is the number of ids at the end of a page that are sure to be known.
// A server that ignores limit may send the whole object as one page.
const mostSeen = 100_000

// mark is an id to look out for.
type mark struct {
	id   uint64
	page int
	set  bool
}

// again notes the first id, and reports whether a later one on another page is
// the same.
func (m *mark) again(n uint64, page int) bool {
	if !m.set {
		*m = mark{n, page, true}
	}
	return n == m.id && page > m.page
}

var idSeed = maphash.MakeSeed()

// repeated notes an id of the page being read and reports whether the page
// before had it.
func (s *seen) repeated(id []byte) bool {
	n := idNumber(id)
	if len(s.now) == 2*mostSeen {
		s.now = s.now[:copy(s.now, s.now[mostSeen:])]
	}
	s.now = append(s.now, n)
	if n >= s.low && n <= s.high {
		if _, ok := s.before[n]; ok {
			return true
		}
	}
	if s.first.again(n, s.pages) || s.recent.again(n, s.pages) {
		s.cycled = true
	}
	return false
}

// nameless notes a row without an id.
func (s *seen) nameless(cells []schema.Cell) {
	var h maphash.Hash
	h.SetSeed(idSeed)
	for _, c := range cells {
		h.WriteByte(byte(c.Kind))
		maphash.WriteComparable(&h, len(c.Text))
		h.Write(c.Text)
	}
	s.sum = s.sum*31 + h.Sum64() | 1 // 0 is that of a page without such rows
}

// extend adds the page being read to the page before: another answer goes on
// with the page.
func (s *seen) extend() {
	for _, n := range s.now {
		s.note(n)
	}
	s.now = s.now[:0]
}

func (s *seen) note(n uint64) {
	s.before[n] = struct{}{}
	s.low, s.high = min(s.low, n), max(s.high, n)
}

// turn makes the page being read the page before. Behind 1, 2, 4, 8 pages and so
// on another page is marked, so that a circle is found wherever it begins and
// however long it is.
func (s *seen) turn() {
	if s.before == nil {
		s.before = make(map[uint64]struct{}, len(s.now))
	}
	clear(s.before)
	s.low, s.high = ^uint64(0), 0
	s.extend()
	if s.sum != 0 && (s.sum == s.sumBefore || s.sum == s.sumMark) {
		s.same++
	}
	s.sum, s.sumBefore = 0, s.sum
	s.pages++
	if s.pages == s.span {
		s.span *= 2
		s.recent.set = false
		s.sumMark = s.sumBefore
	}
}

// forget starts anew, for another filter.
func (s *seen) forget() {
	*s = seen{before: s.before, now: s.now[:0]}
	s.turn()
	s.pages, s.span = 0, 1
}

// idNumber is the id as a number; one that isn't is hashed.
func idNumber(id []byte) uint64 {
	if len(id) == 0 || len(id) > 18 {
		return maphash.Bytes(idSeed, id)
	}
	var n uint64
	for _, c := range id {
		if c < '0' || c > '9' {
			return maphash.Bytes(idSeed, id)
		}
		n = n*10 + uint64(c-'0')
	}
	return n
}
