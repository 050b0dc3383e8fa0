package residual

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// scope is the names that the expressions of one SELECT may use.
type scope struct {
	parent  *scope // of the SELECT around it, or nil
	sources []*source
	// items are the select list, whose labels GROUP BY, HAVING and ORDER BY may
	// use: labels says how.
	items  []item
	labels labelUse
	// groupNames are the columns that GROUP BY names, in lower case.
	groupNames map[string]bool
	// noAggregates tells that what is compiled comes before there are groups.
	noAggregates bool
	// probe tells that just whether the SELECT has a row is asked, semi that rows
	// of the SELECT around it matter only if it has one.
	probe, semi bool
}

// labelUse tells whether labels of the select list are names.
type labelUse uint8

const (
	noLabels    labelUse = iota
	labelsLast           // GROUP BY, expressions of ORDER BY: columns first
	labelsFirst          // HAVING, but for columns of GROUP BY and in aggregates
)

// source is one table of a FROM: an object or a subquery.
type source struct {
	alias string // what the statement calls it
	sql   string // what the written statement calls it
	outer bool   // an outer join may make NULLs of its columns
	// padded tells that such rows of NULLs may matter: no condition leaves all of
	// them out.
	padded bool
	table  *Table // an object
	items  []item // a subquery's columns, d0, d1, ...
	// merged are the columns, in lower case, of which USING has made one with
	// those of another source: without a qualifier the name means that one's.
	merged map[string]bool
}

// found is a column that a name means.
type found struct {
	source *source
	column *schema.Column // of an object
	index  int            // of a subquery
}

// lookup finds the columns of the source called name.
func (s *source) lookup(name string) (found, bool, error) {
	if s.table != nil {
		col, err := s.table.Object.Readable(name)
		if _, lookupErr := s.table.Object.Lookup(name); lookupErr != nil {
			return found{}, false, lookupErr
		}
		return found{source: s, column: col}, err == nil, err
	}
	for i, it := range s.items {
		if strings.EqualFold(it.label, name) {
			return found{source: s, index: i}, true, nil
		}
	}
	return found{}, false, &schema.UnknownError{What: "column", Name: name, Where: fmt.Sprintf("subquery %q", s.alias)}
}

// resolve finds the column that a name means in this SELECT; ok is false if
// there is none of that name.
func (s *scope) resolve(col *sqlparser.ColName) (f found, ok bool, err error) {
	name, qualifier := col.Name.String(), col.Qualifier.Name.String()
	var miss error
	known := false
	for _, src := range s.sources {
		if qualifier != "" && !strings.EqualFold(qualifier, src.alias) || qualifier == "" && src.merged[strings.ToLower(name)] {
			continue
		}
		known = true
		g, has, err := src.lookup(name)
		if err != nil && !isUnknown(err) {
			return found{}, false, err
		}
		if !has {
			miss = err
			continue
		}
		if ok {
			return found{}, false, fmt.Errorf("column %q is ambiguous: both %q and %q have it", name, f.source.alias, src.alias)
		}
		f, ok = g, true
	}
	if !ok && known && (qualifier != "" || len(s.sources) == 1) {
		return f, false, miss
	}
	return f, ok, nil
}

// column writes a column, looking for it in this SELECT and then in those
// around it.
func (c *compiler) column(s *scope, col *sqlparser.ColName) (piece, error) {
	if d := col.Qualifier.Qualifier.String(); d != "" && !strings.EqualFold(d, c.env.Instance) && !c.local[strings.ToLower(d)] {
		return piece{}, fmt.Errorf("column %s: %q is not the instance of this connection, which is %q", syntax.ColumnText(col), d, c.env.Instance)
	}
	var first error
	for at := s; at != nil; at = at.parent {
		byLabel := at.labels == labelsFirst && !at.groupNames[strings.ToLower(col.Name.String())]
		if p, ok, err := at.labelled(s, col); byLabel && (ok || err != nil) {
			return p, err
		}
		f, ok, err := at.resolve(col)
		if ok {
			return c.reference(f), nil
		}
		if p, ok, labelErr := at.labelled(s, col); ok || labelErr != nil {
			return p, labelErr
		}
		if err != nil && !isUnknown(err) {
			return piece{}, err
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		first = fmt.Errorf("unknown column %q", syntax.ColumnText(col))
	}
	return piece{}, first
}

// reference writes a column that has been found.
func (c *compiler) reference(f found) piece {
	if f.source.table != nil {
		text := f.source.sql + "." + f.source.table.Column(f.column)
		return piece{text: text, typ: c.columnType(f.column, f.source.outer), source: f.source}
	}
	t := f.source.items[f.index].typ
	t.NotNull = t.NotNull && !f.source.outer
	return piece{text: fmt.Sprintf("%s.d%d", f.source.sql, f.index), typ: t}
}

// labelled finds a name among the labels of the select list, where they are names. In
// a subquery, from, an aggregate would be that of another SELECT.
func (s *scope) labelled(from *scope, col *sqlparser.ColName) (p piece, ok bool, err error) {
	if s.labels == noLabels || !col.Qualifier.IsEmpty() {
		return piece{}, false, nil
	}
	for _, it := range s.items {
		if !col.Name.EqualString(it.label) {
			continue
		}
		if ok && it.text != p.text {
			return piece{}, false, fmt.Errorf("column %q is ambiguous: the select list has two of that name", syntax.ColumnText(col))
		}
		p, ok = it.piece, true
		switch {
		case it.aggregate && from != s:
			err = fmt.Errorf("%w: a subquery that names %s, an aggregate of the SELECT around it", ErrUnsupported, syntax.ColumnText(col))
		case it.aggregate:
			err = s.allowed(col)
		}
	}
	return p, ok && err == nil, err
}

// inAggregate makes names those of columns first, and lets no aggregate into
// another one, until the function that it returns is called.
func (s *scope) inAggregate() (leave func()) {
	labels, noAggregates := s.labels, s.noAggregates
	if labels == labelsFirst {
		s.labels = labelsLast
	}
	s.noAggregates = true
	return func() { s.labels, s.noAggregates = labels, noAggregates }
}

func isUnknown(err error) bool {
	_, ok := err.(*schema.UnknownError)
	return ok
}

// shorten cuts a text for messages.
func shorten(text string) string {
	if len(text) > 120 {
		text = strings.ToValidUTF8(text[:120], "") + "..."
	}
	return text
}
