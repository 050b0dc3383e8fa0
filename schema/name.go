package schema

import (
	"fmt"
	"net/url"
	"slices"
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

// maxPath bounds the bytes that an object's name may take in a URL.
const maxPath = 1000

// addressable refuses an object whose name can't be a part of a path: the name
// of another endpoint would come of it, or a request that no server takes.
func addressable(object string) error {
	why := ""
	switch {
	case object == "" || slices.ContainsFunc(strings.FieldsFunc(object, isSlash), isDots):
		why = "servers and proxies would take it for another path"
	case strings.ContainsFunc(object, func(r rune) bool { return r == utf8.RuneError || unicode.IsControl(r) }):
		why = "it has a character that is none of a name"
	case len(url.PathEscape(object)) > maxPath:
		why = fmt.Sprintf("it takes more than %d bytes", maxPath)
	default:
		return nil
	}
	return fmt.Errorf("object %q can't be asked for: its name can't be part of a URL, since %s", short(object), why)
}

func isSlash(r rune) bool { return r == '/' || r == '\\' }

func isDots(part string) bool { return part == "." || part == ".." }

// short cuts a name for an error's text.
func short(name string) string {
	if len(name) > 100 {
		name = strings.ToValidUTF8(name[:100], "") + "..."
	}
	return name
}

// ListName reports whether a field's name can stand in a list that commas
// separate, as that of the parameter fields. The documents say nothing of white
// space there, which a server may take off.
func ListName(name string) bool {
	return name != "" && name == strings.TrimSpace(name) &&
		!strings.ContainsFunc(name, func(r rune) bool { return r == ',' || r == utf8.RuneError || unicode.IsControl(r) })
}
