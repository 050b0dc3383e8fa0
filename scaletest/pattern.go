package scaletest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// like makes the condition of $like, whose documented wildcard is *, any run
// of characters. The whole value must match.
func (s *Server) like(pattern string) func(string) bool {
	if !s.config.caseSensitive {
		pattern = fold(pattern)
	}
	if s.config.sqlWildcards {
		pattern = strings.ReplaceAll(pattern, "%", "*")
	}
	return func(value string) bool {
		if !s.config.caseSensitive {
			value = fold(value)
		}
		return matchWildcards(pattern, value, s.config.sqlWildcards)
	}
}

// matchWildcards matches a whole text. When a run chosen for a * turns out too
// short, only the latest * need be tried again.
func matchWildcards(pattern, text string, single bool) bool {
	p, t := 0, 0
	star, retry := -1, 0
	for t < len(text) {
		_, size := utf8.DecodeRuneInString(text[t:])
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, retry = p, t
			p++
		case p < len(pattern) && single && pattern[p] == '_':
			p++
			t += size
		case strings.HasPrefix(pattern[p:], text[t:t+size]):
			p += size
			t += size
		case star >= 0:
			_, size = utf8.DecodeRuneInString(text[retry:])
			retry += size
			p, t = star+1, retry
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// regexp makes the condition of a regular expression, "Regex format : Mysql",
// which for what can be written without a backslash or a dollar sign is Go's.
// It need not match the whole value.
func (s *Server) regexp(t Term) (func(string) bool, error) {
	if t.Op != s.config.regexOperator {
		return nil, refuse("parameter filter: unknown operator %s", t.Op)
	}
	source := t.Values[0]
	if source == "" {
		return nil, refuse("parameter filter: field %s: the regular expression is empty", t.Field)
	}
	if !s.config.caseSensitive {
		source = "(?i)" + source
	}
	expression, err := regexp.Compile(source)
	if err != nil {
		return nil, refuse("parameter filter: field %s: %v", t.Field, err)
	}
	return expression.MatchString, nil
}
