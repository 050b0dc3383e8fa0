package schema

import (
	"database/sql/driver"
	"hash/maphash"
)

// memo remembers a column's recent values, boxed: a choice, a city or a date is
// seen again and again, and boxing a value costs an allocation each time.
type memo struct {
	entries     []memoEntry
	tries, hits int
	useless     bool
}

type memoEntry struct {
	key   string
	value driver.Value
}

const (
	memoSize  = 64 // entries; a power of two
	memoText  = 32 // longest text worth remembering, in bytes
	memoTrial = 512
)

var memoSeed = maphash.MakeSeed()

// worth reports whether a look for b may pay. A column whose values rarely come
// again is given up after a trial.
func (m *memo) worth(b []byte) bool {
	if m.useless || len(b) == 0 || len(b) > memoText {
		return false
	}
	if m.tries++; m.tries == memoTrial {
		m.useless = m.hits < memoTrial/4
		m.tries, m.hits = 0, 0
	}
	return !m.useless
}

// entry is the one place where b may be remembered.
func (m *memo) entry(b []byte) *memoEntry {
	if m.entries == nil {
		m.entries = make([]memoEntry, memoSize)
	}
	return &m.entries[maphash.Bytes(memoSeed, b)&(memoSize-1)]
}

func (m *memo) keep(e *memoEntry, b []byte, value driver.Value) {
	if s, ok := value.(string); ok && s == string(b) {
		e.key = s
	} else {
		e.key = string(b)
	}
	e.value = value
}
