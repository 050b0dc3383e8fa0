package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// Shown is a SHOW or DESCRIBE as what it is short for: a SELECT from
// information_schema, which is then planned as any other.
type Shown struct {
	// Object is the object that it is about and that must exist, "" for none.
	Object string

	stmt   *syntax.Statement
	opt    *Options
	reader *showReader
	kind   *showing
}

// showing is one kind of SHOW.
type showing struct {
	// words are those that it begins with, behind SHOW and its modifiers.
	words string
	// modifiers are those that it may have.
	modifiers string
	// about tells what follows the words: the table and database it is about.
	about aboutWhat
	// like is the label of the column that LIKE is about, "" if it takes neither
	// LIKE nor WHERE.
	like string
	// list writes the SELECT. The object is that of Shown.Object.
	list func(r *showReader, o *schema.Object) *showList
}

// aboutWhat tells what the words of a SHOW are followed by.
type aboutWhat uint8

const (
	aboutAll      aboutWhat = iota // nothing
	aboutDatabase                  // FROM database, which may be left out
	aboutTable                     // FROM table FROM database
	aboutNamed                     // the table itself
	aboutInstance                  // the database itself
	aboutUser                      // FOR user, which may be left out
	aboutSome                      // LIMIT, which may be left out
)

// showList is the SELECT of a showing: labels with their expressions, and where
// they are taken from.
type showList struct {
	columns     [][2]string
	from, where string
	order       string // an expression, "" for none
}

// Show reads a SHOW or DESCRIBE.
func Show(stmt *syntax.Statement, opt *Options) (*Shown, error) {
	r := &showReader{tokens: stmt.Tokens, database: opt.Instance, opt: opt}
	s := &Shown{stmt: stmt, opt: opt, reader: r}
	if stmt.Kind == syntax.Describe {
		s.kind = showings["COLUMNS"]
		r.describe(stmt)
	} else if kind, err := r.read(stmt); err != nil {
		return nil, err
	} else {
		s.kind = kind
	}
	if err := r.checkDatabase(); err != nil {
		return nil, err
	}
	if r.table != "" && !information.IsSchema(r.database) {
		s.Object = r.table
	}
	return s, nil
}

// checkDatabase refuses the name of a database that isn't there.
func (r *showReader) checkDatabase() error {
	if information.IsSchema(r.database) {
		return nil
	}
	return checkInstance(r.database, r.opt)
}

// Select is the SELECT; o is the object that Object names, as the catalog has it.
func (s *Shown) Select(o *schema.Object) (*syntax.Statement, error) {
	r := s.reader
	if r.table != "" && s.Object == "" {
		local, err := information.Lookup(r.database, r.table)
		if err != nil {
			return nil, err
		}
		o = local
	}
	parsed, err := syntax.Parse(s.kind.list(r, o).text("SHOW "+s.kind.words), syntax.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.stmt.Kind, err)
	}
	sel, ok := parsed.AST.(*sqlparser.Select)
	if !ok {
		return nil, fmt.Errorf("internal error: %s is no SELECT", s.stmt.Kind)
	}
	switch {
	case s.stmt.Where != nil:
		sel.Where = sqlparser.NewWhere(sqlparser.WhereStr, s.stmt.Where)
	case r.pattern != nil:
		label := s.kind.like
		if label == "1" {
			label = s.kind.list(r, o).columns[0][0]
		}
		sel.Where = sqlparser.NewWhere(sqlparser.WhereStr, &sqlparser.ComparisonExpr{
			Operator: r.operator, Left: &sqlparser.ColName{Name: sqlparser.NewColIdent(label)}, Right: r.pattern,
		})
	}
	return &syntax.Statement{
		Kind: syntax.Select, Verb: s.stmt.Verb, AST: sel, Text: s.stmt.Text,
		Params: s.stmt.Params, Positional: s.stmt.Positional, Named: s.stmt.Named,
	}, nil
}

// text writes the SELECT. The conditions of a SHOW are about its labels, and go
// around it; in messages it is called by a name.
func (l *showList) text(name string) string {
	var outer, inner strings.Builder
	for i, c := range l.columns {
		if i > 0 {
			outer.WriteString(", ")
			inner.WriteString(", ")
		}
		label := "`" + strings.ReplaceAll(c[0], "`", "``") + "`"
		outer.WriteString(label)
		inner.WriteString(c[1] + " AS " + label)
	}
	order := ""
	if l.order != "" {
		inner.WriteString(", " + l.order + " AS `_order`")
		order = " ORDER BY `_order`"
	}
	where := ""
	if l.where != "" {
		where = " WHERE " + l.where
	}
	return fmt.Sprintf("SELECT %s FROM (SELECT %s FROM %s%s) AS `%s`%s", outer.String(), inner.String(), l.from, where, name, order)
}
