package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// scope resolves the column names of a SELECT from one object.
type scope struct {
	object *schema.Object
	alias  string // what columns are qualified with
	opt    *Options
	params map[string]constant // by the name of the bind variable
	filled map[string]bool     // fields that the WHERE wants not to be empty
}

// column finds the column that a name means.
func (s *scope) column(c *sqlparser.ColName) (*schema.Column, error) {
	if err := s.qualifier(c.Qualifier); err != nil {
		return nil, fmt.Errorf("column %q: %w", syntax.ColumnText(c), err)
	}
	return s.object.Readable(c.Name.String())
}

// qualifier checks that what stands before a column or a star is the object.
func (s *scope) qualifier(q sqlparser.TableName) error {
	if name := q.Name.String(); name != "" && !strings.EqualFold(name, s.alias) {
		return fmt.Errorf("%q is no table of this statement; its table is called %q", name, s.alias)
	}
	return checkInstance(q.Qualifier.String(), s.opt)
}

// checkInstance checks the name that a table is qualified with: there is one
// instance a connection.
func checkInstance(name string, opt *Options) error {
	if name == "" || strings.EqualFold(name, opt.Instance) {
		return nil
	}
	return fmt.Errorf("%q is not the instance of this connection, which is %q", name, opt.Instance)
}

// checkColumns resolves every column below an expression that is not looked
// into any further, so that a misspelt name is what the error is about.
func (s *scope) checkColumns(e sqlparser.Expr) error {
	return sqlparser.Walk(func(n sqlparser.SQLNode) (bool, error) {
		switch n := n.(type) {
		case *sqlparser.ColName:
			_, err := s.column(n)
			return false, err
		case *sqlparser.Subquery:
			return false, nil // a scope of its own
		}
		return true, nil
	}, e)
}
