package schema

import "strings"

// arena keeps the strings of many values in few allocations. A string that the
// caller keeps holds its chunk, so chunks are small.
type arena struct{ chunk strings.Builder }

const (
	chunkSize = 4 << 10
	// A string longer than this gets an allocation of its own: it would waste
	// the rest of a chunk, and whoever keeps it keeps just it.
	longString = chunkSize / 8
)

func (a *arena) add(b []byte) string {
	if len(b) > longString {
		return string(b)
	}
	if a.chunk.Cap()-a.chunk.Len() < len(b) {
		a.chunk = strings.Builder{}
		a.chunk.Grow(chunkSize)
	}
	start := a.chunk.Len()
	a.chunk.Write(b)
	return a.chunk.String()[start:]
}
