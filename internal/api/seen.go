package api

import "hash/maphash"

// seen knows the ids of the page before: rows that are inserted while a scan
// goes on push others from the end of one page to the start of the next, where
// they come a second time.
type seen struct {
	before    map[uint64]struct{}
	low, high uint64   // bounds of before
	now       []uint64 // ids of the page being read

	first  uint64 // the first id of all
	begun  bool   // whether there was one
	cycled bool   // it came again, behind another page
}

var idSeed = maphash.MakeSeed()

// repeated notes an id of the page being read and reports whether the page
// before had it.
func (s *seen) repeated(id []byte) bool {
	n := idNumber(id)
	s.now = append(s.now, n)
	if n >= s.low && n <= s.high {
		if _, ok := s.before[n]; ok {
			return true
		}
	}
	if !s.begun {
		s.first, s.begun = n, true
	} else if n == s.first && len(s.before) > 0 {
		s.cycled = true
	}
	return false
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

// turn makes the page being read the page before.
func (s *seen) turn() {
	if s.before == nil {
		s.before = make(map[uint64]struct{}, len(s.now))
	}
	clear(s.before)
	s.low, s.high = ^uint64(0), 0
	s.extend()
}

// forget starts anew, for another filter.
func (s *seen) forget() {
	s.now, s.begun, s.cycled = s.now[:0], false, false
	s.turn()
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
