package translate

import (
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/scale-sql/scale/schema"
	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// WritePlan is how an INSERT, a REPLACE or an UPDATE is carried out: its Queries
// first, if it has any, each Filled with its one row; then Complete; then the
// Records are put. With a Select there are no Queries, and the records are made
// of the rows of its result.
type WritePlan struct {
	// Object is the object that the records belong to.
	Object *schema.Object
	// Insert tells an INSERT or REPLACE from an UPDATE. Its records with an id, of
	// ON DUPLICATE KEY UPDATE, must exist; a record of an UPDATE need not.
	Insert bool
	// TellsIDs is whether the ids of the records that ON DUPLICATE KEY UPDATE
	// updates are to be told beside those of the new ones.
	TellsIDs bool
	// Records are in the order of the statement's rows. They share memory with
	// each other, and must not be changed.
	Records []schema.Record
	// Queries are the SELECTs of which the records want values.
	Queries []*WriteQuery
	// Select is set if rows of a SELECT become records.
	Select *WriteSelect
	// Reads are the objects of which records have to be read, by their names in
	// the statement.
	Reads map[string]*schema.Object

	complete func() ([]schema.Record, error)
}

// Complete makes the records for which the Queries had to be asked. Its errors
// are those of values that can't be stored: nothing must be put before.
func (p *WritePlan) Complete() error {
	if p.complete == nil {
		return nil
	}
	records, err := p.complete()
	if err != nil {
		return err
	}
	p.Records, p.complete = records, nil
	return nil
}

// WriteObjects names the objects that a write reads or writes, each once.
func WriteObjects(stmt *syntax.Statement, opt *Options) ([]string, error) {
	switch ast := stmt.AST.(type) {
	case *sqlparser.Insert:
		if err := checkInstance(ast.Table.Qualifier.String(), opt); err != nil {
			return nil, err
		}
		return tablesIn(ast, []string{ast.Table.Name.String()}, opt)
	case *sqlparser.Update:
		return tablesIn(ast, nil, opt)
	}
	return nil, writable(stmt)
}

// writable refuses the statements that are no write.
func writable(stmt *syntax.Statement) error {
	switch stmt.Kind {
	case syntax.Insert, syntax.Replace, syntax.Update:
		return nil
	case syntax.Delete, syntax.DDL:
		return readable(stmt)
	}
	return unsupported(stmt.Kind.String(), "it writes no records")
}

// WriteNeedsList reports whether a write names a column that is no field of its
// object, and perhaps a link: just then NewWrite wants the list of objects.
func WriteNeedsList(stmt *syntax.Statement, objects map[string]*schema.Object) bool {
	var names []sqlparser.ColIdent
	among := objects
	switch ast := stmt.AST.(type) {
	case *sqlparser.Insert:
		target := ast.Table.Name.String()
		among = map[string]*schema.Object{target: objects[target]}
		names = append(names, ast.Columns...)
		for _, e := range ast.OnDup {
			names = append(names, e.Name.Name)
		}
	case *sqlparser.Update:
		for _, e := range ast.Exprs {
			names = append(names, e.Name.Name)
		}
	}
	for _, name := range names {
		for _, o := range among {
			if o == nil {
				continue
			}
			if _, err := o.Lookup(name.String()); err != nil {
				return true
			}
		}
	}
	return false
}

// writer plans one write.
type writer struct {
	*binder
	objects map[string]*schema.Object
	list    []schema.ObjectInfo
	at      time.Time
	enc     *schema.Encoder
}

// NewWrite plans an INSERT, a REPLACE or an UPDATE from the objects that
// WriteObjects has named and the list of all objects; at is the statement's time,
// for NOW(). Whatever can be checked without asking the API has been checked when
// it returns.
func NewWrite(stmt *syntax.Statement, objects map[string]*schema.Object, list []schema.ObjectInfo, args []driver.NamedValue,
	at time.Time, enc *schema.Encoder, opt *Options) (*WritePlan, error) {
	if err := writable(stmt); err != nil {
		return nil, err
	}
	b, err := newBinder(stmt, args, opt)
	if err != nil {
		return nil, err
	}
	w := &writer{binder: b, objects: objects, list: list, at: at, enc: enc}
	var p *WritePlan
	switch ast := stmt.AST.(type) {
	case *sqlparser.Insert:
		p, err = w.insert(ast)
	case *sqlparser.Update:
		p, err = w.update(ast)
	default:
		err = unsupported(stmt.Kind.String(), "it writes no records")
	}
	if err != nil {
		return nil, err
	}
	p.Reads = w.readObjects(stmt.AST, p)
	return p, nil
}

// readObjects are those that a write reads: all that an INSERT has in its SELECTs,
// and all that an UPDATE names, unless it puts records by their ids at once.
func (w *writer) readObjects(ast sqlparser.SQLNode, p *WritePlan) map[string]*schema.Object {
	if !p.Insert && p.Select == nil {
		return nil
	}
	names, _ := tablesIn(ast, nil, w.opt)
	objects := make(map[string]*schema.Object, len(names))
	for _, name := range names {
		objects[name] = w.objects[name]
	}
	return objects
}

// object is an object that has been looked up.
func (w *writer) object(name string) (*schema.Object, error) {
	if o := w.objects[name]; o != nil {
		return o, nil
	}
	return nil, fmt.Errorf("object %q has not been looked up", name)
}

// query plans a SELECT that is a part of the write.
func (w *writer) query(sel sqlparser.SelectStatement) (*Plan, error) {
	params, values, err := w.bindAll()
	if err != nil {
		return nil, err
	}
	stmt := &syntax.Statement{Kind: syntax.Select, Text: w.stmt.Text, AST: sel}
	return planned(stmt, w.objects, params, values, w.at, w.opt)
}
