package translate

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/scale-sql/scale/schema"
	"github.com/xwb1989/sqlparser"
)

// orderBy makes sort_by's keys of an ORDER BY. It is pushed whole or not at
// all, in the order of its keys.
func (s *scope) orderBy(order sqlparser.OrderBy, outputs []Output) ([]schema.SortKey, error) {
	var keys []schema.SortKey
	used := make(map[string]bool)
	unique := false // by the keys so far: what follows has no ties to order
	var tied *schema.Column
	size := 0
	for _, o := range order {
		c, err := s.orderColumn(o.Expr, outputs)
		if err != nil {
			return nil, err
		}
		if c == nil || unique { // a constant orders nothing
			continue
		}
		if tied != nil && tied != c {
			return nil, unsupported("ORDER BY "+tied.Name, "it is NULL where it is empty and where it is 0000-00-00, which the API sorts apart, so that the next key would not order all NULLs")
		}
		if len(schema.EmptyTexts(c.Type)) > 1 && !s.filled[c.Name] {
			tied = c
		}
		field, err := s.sortField(c)
		if err != nil {
			return nil, err
		}
		if !used[field] {
			keys = append(keys, schema.SortKey{Field: field, Desc: o.Direction == sqlparser.DescScr})
		}
		used[field] = true
		unique = c.IsID
		if size += escapedLen(field); size > longList {
			return nil, unsupported("ORDER BY", "its names are too long for the URL of a request")
		}
	}
	return keys, nil
}

// orderColumn finds the column that a key of ORDER BY means: an alias or column
// of the select list first, then a column of the object; a number is the place
// of a column in the select list.
func (s *scope) orderColumn(e sqlparser.Expr, outputs []Output) (*schema.Column, error) {
	switch e := e.(type) {
	case *sqlparser.ParenExpr:
		return s.orderColumn(e.Expr, outputs)
	case *sqlparser.NullVal, sqlparser.BoolVal:
		return nil, nil
	case *sqlparser.SQLVal:
		if e.Type != sqlparser.IntVal {
			return nil, nil
		}
		n, err := strconv.Atoi(string(e.Val))
		if err != nil || n < 1 || n > len(outputs) {
			return nil, fmt.Errorf("ORDER BY %s: the select list has %d columns", e.Val, len(outputs))
		}
		return columnOf(outputs[n-1])
	case *sqlparser.ColName:
		if e.Qualifier.IsEmpty() {
			if o, err := outputNamed(e.Name, outputs); err != nil {
				return nil, err
			} else if o != nil {
				return columnOf(*o)
			}
		}
		return s.column(e)
	}
	if err := s.checkColumns(e); err != nil && !isUnknown(err) { // it may be an alias
		return nil, err
	}
	return nil, unsupported("ORDER BY "+describe(e, false), "the API sorts by columns only")
}

func isUnknown(err error) bool {
	var unknown *schema.UnknownError
	return errors.As(err, &unknown)
}

// columnOf is the column of an output that is one.
func columnOf(o Output) (*schema.Column, error) {
	if o.Column == nil {
		return nil, unsupported("ORDER BY "+o.Label, "the API sorts by columns only")
	}
	return o.Column, nil
}

// outputNamed finds the output that a name means, nil if it means none.
func outputNamed(name sqlparser.ColIdent, outputs []Output) (*Output, error) {
	var found *Output
	for i, o := range outputs {
		if !name.EqualString(o.Label) {
			continue
		}
		if found != nil && found.Column != o.Column {
			return nil, fmt.Errorf("ORDER BY %s is ambiguous: the select list has two columns of that name", name.String())
		}
		found = &outputs[i]
	}
	return found, nil
}

// sortField is the name that sort_by gives a column, if the API sorts it as SQL
// does.
func (s *scope) sortField(c *schema.Column) (string, error) {
	refuse := func(why string) (string, error) {
		return "", unsupported("ORDER BY "+c.Name, why)
	}
	switch {
	case c.IsID && s.object.Key == nil:
		return refuse(fmt.Sprintf("the metadata of object %q has no field that stands for the id; name one with key_field in the DSN", s.object.Name))
	case c.IsID && s.object.Key.Type != schema.Integer && s.object.Key.Type != schema.Decimal:
		return refuse(fmt.Sprintf("the metadata doesn't say that the key field %q is a number", s.object.Key.Name))
	case c.IsID:
		return s.object.Key.Name, nil
	case c.Type == schema.Text && s.opt.BinaryCollation:
		return refuse(binaryReason)
	case c.Type == schema.Boolean:
		return refuse("the API sorts a boolean by its spelling")
	case c.Type == schema.Time:
		return refuse("the documents don't say how the API writes and compares a time of day")
	}
	return c.Name, nil
}
