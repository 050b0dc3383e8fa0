package functions

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestLike(t *testing.T) {
	runSQL(t, []sqlTest{
		{`my_like('David!', 'David_', '\')`, "1"}, {`my_like('David!', '%D%v%', '\')`, "1"}, {`my_like('David!', 'David\_', '\')`, "0"}, {`my_like('David_', 'David\_', '\')`, "1"}, {"my_like('David_', 'David|_', '|')", "1"}, {"my_like('abc', 'ABC', '')", "1"}, {"my_like(10, '1%', '')", "1"},
		{"my_like('', '', '')", "1"}, {"my_like('', '%', '')", "1"}, {"my_like('', '_', '')", "0"}, {"my_like('a', '', '')", "0"}, {"my_like('a ', 'a', '')", "0"}, {"my_like('a', 'a ', '')", "0"}, {"my_like('a', NULL, '')", "NULL"},
		{"my_like('Crème brûlée', '%BRULEE', '')", "1"}, {"my_like('é', '_', '')", "1"}, {"my_like('😀', '_', '')", "1"}, {"my_like('straße', 'strasse', '')", "1"}, {"my_like('straße', '%SS%', '')", "1"}, {"my_like('œ', 'o%', '')", "0"}, {"my_like('œuf', 'oeu%', '')", "1"}, {"my_like('OEUF', 'œuf', '')", "1"},
		{"my_like('a%b', 'a\\%b', '\\')", "1"}, {"my_like('axb', 'a\\%b', '\\')", "0"}, {"my_like('a\\', 'a\\', '\\')", "1"}, {"my_like('a\\b', 'a\\\\b', '\\')", "1"}, {"my_like('axb', 'a\\xb', '\\')", "1"}, {"my_like('a\\b', 'a\\b', '')", "1"}, {"my_like('abab', '%ab', '')", "1"}, {"my_like('abb', '%b_', '')", "1"}, {"my_like('ab', '%_b_%', '')", "0"},
		{"my_like('x', 'x', 'ab')", "error: incorrect arguments to ESCAPE"}, {"my_like('a%', 'aé%', 'é')", "1"}, {`my_like('50%', '50\%')`, "1"}, {"my_like('line\nbreak', 'line%', '')", "1"},
		{"my_like_bin('abc', 'ABC', '')", "0"}, {"my_like_bin('abc', 'a_c', '')", "1"}, {"my_like_bin('aéc', 'a_c', '')", "1"}, {"my_like_bin('é', 'e', '')", "0"}, {"my_like_bin('abc', '%c', '')", "1"},
	})
}

func TestLikeCombiningMarks(t *testing.T) {
	w := newWeigher()
	for _, s := range []string{"é", "e\u0301", "E", "\u200be\x01"} {
		for _, pattern := range []string{"é", "e", "e\u0301", "E%", "%e", "%é%"} {
			p, _ := w.compileLike(likeKey{pattern: pattern, escape: noEscape})
			if !w.like(s, p) {
				t.Errorf("%q isn't LIKE %q", s, pattern)
			}
		}
	}
}

// TestLikeTime: a pattern with many % on a text without a match takes no
// exponential time.
func TestLikeTime(t *testing.T) {
	w := newWeigher()
	p, _ := w.compileLike(likeKey{pattern: strings.Repeat("%a", 200) + "%b", escape: noEscape})
	if w.like(strings.Repeat("a", 100000), p) {
		t.Error("a match")
	}
}

func TestPatternCacheIsBounded(t *testing.T) {
	s := newSession()
	for range 3 * cacheSize {
		key := likeKey{pattern: string(rune(rand.IntN(1 << 16)))}
		if _, err := s.likes.get(key, s.weights.compileLike); err != nil {
			t.Fatal(err)
		}
		if len(s.likes.all) > cacheSize {
			t.Fatalf("%d patterns", len(s.likes.all))
		}
	}
}

func TestRegexp(t *testing.T) {
	runSQL(t, []sqlTest{
		{"my_regexp('Monty!', '.*')", "1"}, {`my_regexp('new*' || char(10) || '*line', 'new\*.\*line')`, "1"}, {"my_regexp('a', 'A')", "1"}, {"my_regexp_bin('a', 'A')", "0"}, {"my_regexp('a', '^[a-d]')", "1"}, {"my_regexp('fofo', '^fo$')", "0"}, {"my_regexp('Ban', '^Ba*n')", "1"}, {"my_regexp('a word a', '[[:<:]]word[[:>:]]')", "1"}, {"my_regexp('a xword a', '[[:<:]]word[[:>:]]')", "0"},
		{"my_regexp('justalnums', '[[:alnum:]]+')", "1"}, {"my_regexp('!!', '[[:alnum:]]+')", "0"}, {"my_regexp(NULL, 'a')", "NULL"}, {"my_regexp('é', 'É')", "1"}, {"my_regexp('a\nb', '^b')", "0"},
		{"my_regexp('a', '(')", "error: REGEXP \"(\": error parsing regexp: missing closing ): `(?is)(`"},
	})
}

// naiveLike matches character by character, trying everything, texts whose
// characters have each one weight.
func naiveLike(w *weigher, s, pattern []rune) bool {
	if len(pattern) == 0 {
		return len(s) == 0
	}
	switch pattern[0] {
	case '%':
		return naiveLike(w, s, pattern[1:]) || len(s) > 0 && naiveLike(w, s[1:], pattern)
	case '_':
		return len(s) > 0 && naiveLike(w, s[1:], pattern[1:])
	case '|':
		if len(pattern) > 1 {
			pattern = pattern[1:]
		}
	}
	return len(s) > 0 && slices.Equal(w.of(s[0]), w.of(pattern[0])) && naiveLike(w, s[1:], pattern[1:])
}

// plain keeps the characters for which naiveLike says what LIKE should.
func plain(w *weigher, s string, most int) []rune {
	var kept []rune
	for _, r := range norm.NFC.String(s) {
		if len(kept) < most && len(w.of(r)) == 1 {
			kept = append(kept, r)
		}
	}
	return kept
}

// FuzzLike compares with the naive matcher, and a pattern without wildcards with
// equality.
func FuzzLike(f *testing.F) {
	f.Add("David_", "%v_|_%")
	f.Add("aaab", "%a%a_b")
	f.Add("Éclair", "_CLAIR|")
	f.Add("\xffé", "\xff|%")
	w := newWeigher()
	f.Fuzz(func(t *testing.T, s, pattern string) {
		short, shortPattern := plain(w, s, 10), plain(w, pattern, 8)
		p, err := w.compileLike(likeKey{pattern: string(shortPattern), escape: '|'})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := w.like(string(short), p), naiveLike(w, short, shortPattern); got != want {
			t.Errorf("%q LIKE %q: got %v, want %v", string(short), string(shortPattern), got, want)
		}
		checkLiteral(t, w, s, pattern)
	})
}

// checkLiteral checks that a pattern without wildcards matches what it equals:
// but for trailing spaces, which LIKE counts.
func checkLiteral(t *testing.T, w *weigher, s, literal string) {
	t.Helper()
	if strings.ContainsAny(literal, "%_") {
		return
	}
	p, _ := w.compileLike(likeKey{pattern: literal, escape: noEscape})
	if got, want := w.like(s, p), w.compare(s+"!", literal+"!") == 0; got != want {
		t.Errorf("%q LIKE %q is %v, but equality is %v", s, literal, got, want)
	}
	if p, _ = w.compileLike(likeKey{pattern: s, escape: noEscape}); !strings.ContainsAny(s, "%_") && !w.like(s, p) {
		t.Errorf("%q isn't LIKE itself", s)
	}
}
