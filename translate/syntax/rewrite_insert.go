package syntax

import (
	"fmt"
	"strings"
)

// insert reads INSERT and REPLACE. Priority words only say when the server should do
// the work; they are dropped.
func (r *reader) insert(e *expr) {
	replace := r.is("REPLACE")
	r.out.str(r.word())
	r.advance()
	r.acceptAny("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY")
	if r.is("IGNORE") && !replace {
		r.advance()
		r.out.str(" IGNORE")
	}
	r.out.str(" INTO ")
	r.accept("INTO")
	table := r.tableName()
	if r.is("PARTITION") {
		r.unsupported("PARTITION is not supported")
	}
	if r.is("SET") {
		r.insertSet(e, table)
	} else {
		r.insertData(e, table)
	}
	if replace && r.is("ON") {
		r.fail("REPLACE takes no ON DUPLICATE KEY UPDATE; use INSERT")
	}
	r.insertTail(e, table)
}

// insertData reads the column list and what follows it.
func (r *reader) insertData(e *expr, table string) {
	columns := -1
	if r.isOp('(') && !r.isQuery(r.pos) {
		columns = r.insertColumns(table)
	}
	switch w := r.word(); {
	case w == "VALUES" && r.wordAt(1) == "ROW", w == "VALUES", w == "VALUE":
		r.advance()
		r.insertRows(e, columns)
	case w == "DEFAULT" && r.wordAt(1) == "VALUES":
		r.fail("DEFAULT VALUES isn't MySQL; use () VALUES ()")
	case w == "SELECT" || w == "WITH" || w == "TABLE" || r.isQuery(r.pos):
		if columns == 0 {
			r.fail("the column list is empty")
		}
		// The parentheses keep the parser from taking ON DUPLICATE KEY for a join's
		// condition; its AST doesn't show them.
		r.out.str(" (")
		q, _ := r.query()
		r.nested(e, q)
		r.out.str(")")
	default:
		r.expected("VALUES, SET or SELECT")
	}
}

// insertColumns reads the column list and returns its length. An empty one isn't
// written: the parser doesn't know it, and INSERT INTO t VALUES () means the same.
func (r *reader) insertColumns(table string) int {
	r.advance()
	if r.acceptOp(')') {
		return 0
	}
	r.out.str(" (")
	n := 0
	for {
		r.targetColumn(table)
		n++
		if !r.acceptOp(',') {
			break
		}
		r.out.str(", ")
	}
	r.expectOp(')')
	r.out.str(")")
	return n
}

// targetColumn reads a column to be inserted; if qualified, by the table's name.
func (r *reader) targetColumn(table string) {
	start := r.pos
	name := r.name("a column")
	for r.acceptOp('.') {
		if r.pos-start > 4 || r.isOp('*') {
			r.expected("a column")
		}
		next := r.afterDot("a column")
		if !opIs(r.cur(), '.') && r.err == nil && !strings.EqualFold(name, table) {
			r.failAt(start, "this column is not one of the table "+table, false)
		}
		name = next
	}
	r.quoteName(name)
}

// insertRows reads the rows behind VALUES; columns is the length of the column list,
// or -1 if there is none.
func (r *reader) insertRows(e *expr, columns int) {
	r.out.str(" VALUES ")
	for row := 1; ; row++ {
		if r.is("ROW") {
			r.advance()
		}
		start := r.pos
		if !r.isOp('(') {
			r.expected("a row in parentheses")
			return
		}
		n := r.insertRow(e)
		if columns >= 0 && n != columns && r.err == nil {
			r.failAt(start, fmt.Sprintf("row %d has %d values for %d columns", row, n, columns), false)
		}
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// insertRow reads one row and returns its length.
func (r *reader) insertRow(e *expr) int {
	r.advance()
	r.out.str("(")
	n := 0
	if !r.isOp(')') {
		for {
			r.nested(e, r.assigned())
			n++
			if !r.acceptOp(',') {
				break
			}
			r.out.str(", ")
		}
	}
	r.expectOp(')')
	r.out.str(")")
	return n
}

// assigned reads a value that is stored: an expression or DEFAULT.
func (r *reader) assigned() expr {
	if r.is("DEFAULT") && !r.ahead(1).open {
		e := expr{pos: len(r.out.buf), tok: r.pos, form: formCond}
		r.advance()
		r.out.str("DEFAULT")
		return e
	}
	return r.expression()
}

// insertSet reads INSERT ... SET a = 1.
func (r *reader) insertSet(e *expr, table string) {
	r.advance()
	r.out.str(" SET ")
	for {
		r.targetColumn(table)
		r.assign(e)
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// assign reads = and a value.
func (r *reader) assign(e *expr) {
	if r.isOp(opAssign) {
		r.advance() // := is = in a SET clause
	} else {
		r.expectOp('=')
	}
	r.out.str(" = ")
	r.grow(e, r.assigned())
}

// insertTail reads ON DUPLICATE KEY UPDATE.
func (r *reader) insertTail(e *expr, table string) {
	switch {
	case r.is("AS"):
		r.unsupported("row aliases of INSERT are not supported; use VALUES(column)")
	case r.is("RETURNING"):
		r.unsupported("RETURNING is not supported; the result has the ids: LastInsertId for one, scale.InsertedIDs for several")
	case !r.accept("ON"):
		return
	case r.is("CONFLICT"):
		r.fail("ON CONFLICT isn't MySQL; use ON DUPLICATE KEY UPDATE, or INSERT IGNORE")
	}
	r.expect("DUPLICATE")
	r.expect("KEY")
	r.expect("UPDATE")
	r.out.str(" ON DUPLICATE KEY UPDATE ")
	for {
		r.targetColumn(table)
		r.assign(e)
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// update reads UPDATE.
func (r *reader) update(e *expr) {
	r.advance()
	r.accept("LOW_PRIORITY")
	if r.is("IGNORE") {
		r.unsupported("UPDATE IGNORE is not supported")
	}
	r.out.str("UPDATE ")
	r.tableReferences(e)
	if !r.expect("SET") {
		return
	}
	r.out.str(" SET ")
	for {
		if r.isOp('(') {
			r.fail("several columns can't be set at once in MySQL; write a = 1, b = 2")
		}
		c := r.column()
		if !c.column && r.err == nil {
			r.failAt(c.tok, "expected a column", false)
		}
		r.assign(e)
		if !r.acceptOp(',') {
			break
		}
		r.out.str(", ")
	}
	r.where(e)
	if r.is("ORDER") {
		r.orderBy(e)
	}
	if r.is("LIMIT") {
		r.limit(false)
	}
	if r.is("RETURNING") {
		r.unsupported("RETURNING is not supported; read the records with a SELECT behind the UPDATE")
	}
}
