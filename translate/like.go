package translate

import "strings"

// likePattern is a LIKE pattern in the API's terms.
type likePattern struct {
	text    string // with * for any run of characters
	literal string // what the pattern spells if it has no wildcard
	plain   bool   // it has no wildcard
	any     bool   // it matches every string: % alone
	loose   bool   // text matches more than the pattern does
	reason  string // why it does
}

// parseLike reads a LIKE pattern with its escape character, 0 for none. What
// the API has no way to say becomes a *, which matches more: the _ of SQL, and
// characters that are wildcards or of unstated escaping in the API.
func parseLike(pattern string, escape rune) likePattern {
	p := likePattern{plain: true}
	var text, literal strings.Builder
	star, escaped := false, false
	put := func(loose string) {
		if loose != "" {
			p.loose, p.reason = true, loose
		}
		if !star {
			text.WriteByte('*')
		}
		star = true
	}
	for _, r := range pattern {
		switch {
		case !escaped && r == escape && escape != 0:
			escaped = true
			continue
		case !escaped && r == '%':
			p.plain = false
			put("")
		case !escaped && r == '_':
			p.plain = false
			put("the API has no wildcard for one character")
		case r == '*' || r == '%' || r == '_':
			literal.WriteRune(r)
			put("the API may take a literal " + string(r) + " for a wildcard")
		case unsafeRune(r) || r == '\uFFFD':
			literal.WriteRune(r)
			put(unsafeReason)
		default:
			literal.WriteRune(r)
			text.WriteRune(r)
			star = false
		}
		escaped = false
	}
	if escaped { // a lone escape character at the end stands for itself
		literal.WriteRune(escape)
		put(unsafeReason)
	}
	p.text, p.literal = text.String(), literal.String()
	p.any = p.text == "*" && !p.loose
	return p
}

const unsafeReason = "the API states no escaping for one of the value's characters"

// safeRegexp reports whether a regular expression means the same in every
// dialect that a server of the API may speak ("Regex format: Mysql"), and fits
// between the quotes of a filter.
func safeRegexp(s string) bool {
	if s == "" || !safeText(s) {
		return false
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return !strings.Contains(s, "(?") && !strings.Contains(s, "[[") && !strings.Contains(s, "[:")
}
