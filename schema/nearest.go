package schema

import (
	"fmt"
	"strings"
)

// UnknownError says that a column or an object does not exist.
type UnknownError struct {
	What    string // "column" or "object"
	Name    string // as the statement spells it
	Where   string // what was searched: an object or the instance
	Nearest string // the likeliest name meant, or empty
}

func (e *UnknownError) Error() string {
	msg := fmt.Sprintf("unknown %s %q in %s", e.What, short(e.Name), e.Where)
	if e.Nearest != "" {
		msg += fmt.Sprintf("; did you mean %q?", short(e.Nearest))
	}
	return msg
}

// Nearest returns the candidate most like name, or "" if none is near enough
// to be a likely slip of the pen: a third of its letters at most.
func Nearest(name string, candidates []string) string {
	best, bestDist := "", len([]rune(name))/3+2
	for _, c := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(c), bestDist); d < bestDist {
			best, bestDist = c, d
		}
	}
	return best
}

// distance is the Levenshtein distance of a and b in characters; it stops
// counting at limit, so that a hostile name costs no more than a short one.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, diagonal+cost)
			diagonal, row[j+1] = row[j+1], next
			least = min(least, next)
		}
		if least >= limit {
			return limit
		}
	}
	return min(row[len(t)], limit)
}
