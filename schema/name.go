package schema

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FilterName reports whether a field's name can stand in a filter, where it has
// no quotes: a name with a space or an operator's $ would be read as something
// else.
func FilterName(name string) bool {
	for _, r := range name {
		switch {
		case r == utf8.RuneError:
			return false
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '_', r == '-', r == '.':
		default:
			return false
		}
	}
	return name != ""
}

// ListName reports whether a field's name can stand in a list that commas
// separate, as that of the parameter fields. The documents say nothing of white
// space there, which a server may take off.
func ListName(name string) bool {
	return name != "" && name == strings.TrimSpace(name) &&
		!strings.ContainsFunc(name, func(r rune) bool { return r == ',' || r == utf8.RuneError || unicode.IsControl(r) })
}
