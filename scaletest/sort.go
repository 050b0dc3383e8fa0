package scaletest

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// sortKey is one field of sort_by.
type sortKey struct {
	column     int
	descending bool
}

// sortRows returns the rows in the order asked for. Rows which the keys leave
// equal come in an order of no meaning, for the document promises none: the
// same one on every request, or another one if shuffle is given.
func (s *Server) sortRows(t *table, rows []*row, keys []sortKey, shuffle *rand.Rand) []*row {
	if len(keys) == 0 {
		if shuffle != nil {
			rows = slices.Clone(rows)
			shuffle.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		}
		return rows
	}
	if keys[0].column == t.key { // unique, and the order in which rows are kept
		if keys[0].descending {
			rows = slices.Clone(rows)
			slices.Reverse(rows)
		}
		return rows
	}
	entries := s.sortEntries(t, rows, keys, shuffle)
	slices.SortFunc(entries, func(a, b sortEntry) int {
		for i, k := range keys {
			c := compareSortables(a.keys[i], b.keys[i])
			if k.descending {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return cmp.Compare(a.tie, b.tie)
	})
	sorted := make([]*row, len(entries))
	for i, e := range entries {
		sorted[i] = e.row
	}
	return sorted
}

// sortEntry is a row with its keys.
type sortEntry struct {
	row  *row
	keys []sortable
	tie  uint64
}

func (s *Server) sortEntries(t *table, rows []*row, keys []sortKey, shuffle *rand.Rand) []sortEntry {
	entries := make([]sortEntry, len(rows))
	values := make([]sortable, len(rows)*len(keys))
	for i, r := range rows {
		e := sortEntry{row: r, keys: values[i*len(keys) : (i+1)*len(keys)], tie: scramble(uint64(r.id))}
		if shuffle != nil {
			e.tie = shuffle.Uint64()
		}
		for j, k := range keys {
			e.keys[j] = s.sortable(t.kinds[k.column], r.values[k.column])
		}
		entries[i] = e
	}
	return entries
}

// scramble maps a number to another one that looks unrelated (SplitMix64).
func scramble(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
