package functions

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"zombiezen.com/go/sqlite"
)

// A collation compares texts. All are total orders of any texts, also of ones
// that aren't UTF-8 or no decimals.
type collation struct {
	name string
	of   func(s *session) sqlite.CollatingFunc
}

var collations = []collation{
	{"my_ci", func(s *session) sqlite.CollatingFunc { return s.weights.compare }},
	{"my_bin", func(*session) sqlite.CollatingFunc { return compareBytes }},
	{"my_decimal", func(*session) sqlite.CollatingFunc { return compareDecimals }},
	{"my_time", func(*session) sqlite.CollatingFunc { return compareTimes }},
}

// compare compares texts without regard to case and accents. As in MySQL's PAD
// SPACE collations the shorter text is compared as if spaces followed it.
func (w *weigher) compare(a, b string) int {
	i, n := 0, min(len(a), len(b))
	for ; i < n; i++ {
		ca, cb := a[i], b[i]
		if ca >= utf8.RuneSelf || cb >= utf8.RuneSelf {
			break
		}
		if ca == cb {
			continue
		}
		wa, wb := w.ascii[ca], w.ascii[cb]
		if wa == wb {
			continue
		}
		if wa == 0 || wb == 0 {
			break
		}
		return cmp.Compare(wa, wb)
	}
	if i == len(a) && i == len(b) {
		return 0
	}
	if i > 0 { // the last pair of equals may begin a combination with what follows
		i--
	}
	return w.compareSlowly(a[i:], b[i:])
}

func (w *weigher) compareSlowly(a, b string) int {
	ra, rb := w.read(a), w.read(b)
	for {
		wa, wb := ra.next(), rb.next()
		if wa == wb {
			if wa == 0 {
				return 0
			}
			continue
		}
		if wa == 0 {
			wa = w.space
		}
		if wb == 0 {
			wb = w.space
		}
		if wa != wb {
			return cmp.Compare(wa, wb)
		}
	}
}

// key returns bytes that are the same for texts that compare equal, and that
// sort as the texts do but for characters less than a space.
func (w *weigher) key(text string) []byte {
	r := w.read(text)
	key := make([]byte, 0, 4*len(text))
	end := 0
	for {
		weight := r.next()
		if weight == 0 {
			return key[:end]
		}
		key = append(key, byte(weight>>24), byte(weight>>16), byte(weight>>8), byte(weight))
		if weight != w.space {
			end = len(key)
		}
	}
}

// compareBytes compares texts byte by byte, as MySQL's utf8mb4_bin does: as if
// spaces followed the shorter one.
func compareBytes(a, b string) int {
	n := min(len(a), len(b))
	if c := strings.Compare(a[:n], b[:n]); c != 0 {
		return c
	}
	if len(a) > n {
		return compareToSpaces(a[n:])
	}
	return -compareToSpaces(b[n:])
}

// compareToSpaces compares a text with as many spaces.
func compareToSpaces(s string) int {
	for i := range len(s) {
		if s[i] != ' ' {
			return cmp.Compare(s[i], ' ')
		}
	}
	return 0
}
