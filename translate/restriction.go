package translate

import (
	"slices"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/residual"
	"github.com/xwb1989/sqlparser"
)

// restriction is a condition that tells which objects of the instance matter to a
// table of information_schema, since their metadata may have to be asked for. The
// engine checks it like any other: a restriction may let too many objects pass,
// and never too few.
type restriction struct {
	// column is TABLE_NAME or TABLE_SCHEMA.
	column string
	// named tells that the condition lists the values of the column.
	named bool
	// bytes tells that it compares by bytes, so that what it says of one name
	// doesn't hold for those that are equal to it but for case.
	bytes bool
	// may reports whether a value of the column may satisfy the condition.
	may func(value string) bool
}

// restrict gives the requests of Local objects their Only. What a condition says
// of one table holds for those that are joined with it by the same column, too.
func (f *Finish) restrict(found map[*residual.Table][]*restriction) {
	for changed := true; changed; {
		changed = false
		for _, link := range f.Query.Links {
			if !link.From.Object.Local || !link.To.Object.Local || link.FromColumn.Name != link.ToColumn.Name {
				continue
			}
			for _, r := range found[link.From] {
				if r.column == link.FromColumn.Name && !r.bytes && !slices.Contains(found[link.To], r) {
					found[link.To] = append(found[link.To], r)
					changed = true
				}
			}
		}
	}
	for i, t := range f.Query.Tables {
		list := found[t]
		if len(list) == 0 {
			continue
		}
		instance, req := f.opt.Instance, f.Requests[i]
		req.Only = func(object string) bool {
			for _, r := range list {
				if r.column == "TABLE_SCHEMA" && !r.may(instance) || r.column == "TABLE_NAME" && !r.may(object) {
					return false
				}
			}
			return true
		}
		req.Named = slices.ContainsFunc(list, func(r *restriction) bool { return r.named && r.column == "TABLE_NAME" })
	}
}

// restriction is what "table_name = constant", IN, LIKE, or such a condition on
// the schema says of the objects that matter; nil if it says nothing.
func (s *scope) restriction(e sqlparser.Expr) *restriction {
	cmp, ok := unparenthesised(e).(*sqlparser.ComparisonExpr)
	if !ok {
		return nil
	}
	column, bytes := s.localColumn(cmp.Left)
	other := cmp.Right
	if column == nil && cmp.Operator == sqlparser.EqualStr {
		column, bytes = s.localColumn(cmp.Right)
		other = cmp.Left
	}
	if column == nil {
		return nil
	}
	if cmp.Operator == sqlparser.LikeStr {
		pattern, ok := s.textConstant(other)
		if !ok || cmp.Escape != nil {
			return nil
		}
		return &restriction{column: column.Name, may: func(value string) bool { return mayBeLike(value, pattern) }}
	}
	texts, ok := s.textConstants(cmp.Operator, other)
	if !ok {
		return nil
	}
	return &restriction{column: column.Name, named: true, bytes: bytes, may: func(value string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return value == text || !bytes && mayEqual(value, text) })
	}}
}

// textConstants are the texts of the right side of = or IN.
func (s *scope) textConstants(operator string, e sqlparser.Expr) (texts []string, ok bool) {
	switch operator {
	case sqlparser.EqualStr:
		text, ok := s.textConstant(e)
		return []string{text}, ok
	case sqlparser.InStr:
		list, ok := e.(sqlparser.ValTuple)
		for _, item := range list {
			text, known := s.textConstant(item)
			texts, ok = append(texts, text), ok && known
		}
		return texts, ok
	}
	return nil, false
}

// localColumn is the column that names an object or its schema, if an expression
// is that; bytes tells that it compares by bytes.
func (s *scope) localColumn(e sqlparser.Expr) (column *schema.Column, bytes bool) {
	e = unparenthesised(e)
	if u, ok := e.(*sqlparser.UnaryExpr); ok && u.Operator == sqlparser.BinaryStr {
		e, bytes = unparenthesised(u.Expr), true
	}
	name, ok := e.(*sqlparser.ColName)
	if !ok {
		return nil, false
	}
	c, err := s.object.Lookup(name.Name.String())
	if err != nil || c.Name != "TABLE_NAME" && c.Name != "TABLE_SCHEMA" {
		return nil, false
	}
	return c, bytes
}

// textConstant is the text that an expression is, whatever the row.
func (s *scope) textConstant(e sqlparser.Expr) (string, bool) {
	e = unparenthesised(e)
	if k := s.computed(e); k != nil {
		return k.text, k.kind == isString
	}
	if f, ok := e.(*sqlparser.FuncExpr); ok && len(f.Exprs) == 0 && (f.Name.Lowered() == "database" || f.Name.Lowered() == "schema") {
		return s.opt.Instance, true
	}
	v, ok := e.(*sqlparser.SQLVal)
	if !ok {
		return "", false
	}
	k, err := s.literal(v)
	if err != nil || k.kind != isString {
		return "", false
	}
	return k.text, true
}

// mayEqual reports whether texts may be equal without regard to case and accents:
// it is sure of plain ones only.
func mayEqual(a, b string) bool {
	return strings.EqualFold(a, b) || !visibleText(a) || !visibleText(b)
}

// visibleText reports whether a text has nothing but visible ASCII characters.
func visibleText(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// mayBeLike reports whether a text may match a pattern of LIKE without regard to
// case and accents: it looks at what stands before the pattern's first wildcard.
func mayBeLike(s, pattern string) bool {
	prefix, whole := likePrefix(pattern)
	if whole {
		return mayEqual(s, prefix)
	}
	return !visibleText(s) || !visibleText(prefix) || len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// likePrefix is the text before a pattern's first wildcard; whole tells that there
// is none.
func likePrefix(pattern string) (prefix string, whole bool) {
	var text strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '%' || c == '_':
			return text.String(), false
		case c == '\\' && i+1 < len(pattern):
			i++
			text.WriteByte(pattern[i])
		default:
			text.WriteByte(c)
		}
	}
	return text.String(), true
}
