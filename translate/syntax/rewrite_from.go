package syntax

import "strconv"

// tableReferences reads the comma list behind FROM or UPDATE.
func (r *reader) tableReferences(e *expr) {
	for n := 0; ; n++ {
		r.grow(e, r.tableReference())
		if n > maxQueries {
			r.fail("more than " + strconv.Itoa(maxQueries) + " tables")
		}
		if !r.acceptOp(',') {
			return
		}
		r.out.str(", ")
	}
}

// join is what a join's keywords say.
type join struct {
	text    string
	outer   bool // the condition is mandatory and the right side may be a join
	natural bool // there is no condition
}

// joinWords reads the keywords of a join, if there are any. STRAIGHT_JOIN is JOIN but
// for the order of reading (manual, "JOIN Clause").
func (r *reader) joinWords() (join, bool) {
	natural := r.accept("NATURAL")
	j := join{natural: natural}
	side := ""
	switch w := r.word(); {
	case w == "JOIN":
	case w == "STRAIGHT_JOIN" && !natural:
		r.advance()
		return join{text: " JOIN "}, true
	case w == "INNER", w == "CROSS" && !natural:
		r.advance()
	case w == "LEFT", w == "RIGHT":
		r.advance()
		r.accept("OUTER")
		side = " " + w
		j.outer = !natural
	case natural:
		r.expected("JOIN")
		return j, false
	case w == "FULL" && (r.wordAt(1) == "JOIN" || r.wordAt(1) == "OUTER"):
		r.fail("FULL OUTER JOIN isn't MySQL; use a LEFT JOIN and a RIGHT JOIN with UNION")
		return j, false
	default:
		return j, false
	}
	r.expect("JOIN")
	j.text = side + " JOIN "
	if natural {
		j.text = " NATURAL" + j.text
	}
	return j, true
}

// tableReference reads a table factor and the joins behind it, which lean left.
func (r *reader) tableReference() expr {
	left := r.tableFactor()
	return r.joins(left, false)
}

// joins reads the joins behind a table. As the right side of an outer join, one that
// stands before its ON, it stops at that ON.
func (r *reader) joins(left expr, inner bool) expr {
	for n := 0; ; n++ {
		if inner && (r.is("ON") || r.is("USING")) {
			return left
		}
		j, ok := r.joinWords()
		if !ok {
			return left
		}
		if n > maxQueries {
			r.fail("more than " + strconv.Itoa(maxQueries) + " joins")
		}
		r.out.str(j.text)
		right := r.tableFactor()
		if j.outer && !r.is("ON") && !r.is("USING") {
			right = r.rightJoins(right)
		}
		e := expr{pos: left.pos, tok: left.tok}
		r.grow(&e, left, right)
		if !j.natural {
			r.joinCondition(&e, j.outer)
		}
		left = e
	}
}

// rightJoins reads joins that are the right side of an outer join, as in
// a LEFT JOIN b JOIN c ON x ON y, and puts them in parentheses.
func (r *reader) rightJoins(first expr) expr {
	r.enter()
	defer r.leave()
	right := r.joins(first, true)
	if right.height == first.height {
		return right
	}
	r.out.before(first.pos, "(")
	r.out.str(")")
	w := expr{pos: first.pos, tok: first.tok}
	r.nested(&w, right)
	return w
}

// joinCondition reads ON or USING.
func (r *reader) joinCondition(e *expr, mandatory bool) {
	switch {
	case r.is("ON") && r.wordAt(1) == "DUPLICATE":
	case r.accept("ON"):
		r.out.str(" ON ")
		r.grow(e, r.expression())
		return
	case r.accept("USING"):
		r.out.str(" USING (")
		r.expectOp('(')
		for {
			r.quoteName(r.name("a column"))
			if !r.acceptOp(',') {
				break
			}
			r.out.str(", ")
		}
		r.expectOp(')')
		r.out.str(")")
		return
	}
	if mandatory {
		r.expected("ON or USING, which LEFT and RIGHT JOIN need")
	}
}

// tableFactor reads a table, a derived table or a table reference in parentheses.
func (r *reader) tableFactor() expr {
	e := expr{pos: len(r.out.buf), tok: r.pos}
	switch {
	case r.isQuery(r.pos):
		r.grow(&e, r.subquery())
		r.derivedAlias()
		return e
	case r.isOp('('):
		r.enter()
		defer r.leave()
		r.advance()
		r.out.str("(")
		inner := expr{}
		r.tableReferences(&inner)
		r.nested(&e, inner)
		r.expectOp(')')
		r.out.str(")")
		return e
	case r.is("LATERAL") && r.ahead(1).open:
		r.unsupported("LATERAL is not supported; write a join, or a subquery in the select list")
	case r.isOp('{'):
		r.unsupported("ODBC escapes of joins are not supported")
	}
	r.tableName()
	if r.cur().open {
		r.unsupported("table functions are not supported")
	}
	if r.is("PARTITION") {
		r.unsupported("PARTITION is not supported")
	}
	r.tableAlias()
	r.indexHints()
	return e
}

// tableName reads t or db.t, of which it returns t.
func (r *reader) tableName() (table string) {
	start, db := r.pos, ""
	table = r.name("a table")
	if r.acceptOp('.') {
		db, table = table, r.afterDot("a table")
		r.quoteName(db)
		r.out.str(".")
	}
	if r.isOp('.') {
		r.fail("a table has at most two parts: database.table")
	}
	if db == "" && r.err == nil && foldDual(table) {
		r.failAt(start, "a table called dual can't be told from MySQL's DUAL; qualify it with the database", true)
	}
	r.quoteName(table)
	return table
}

func foldDual(s string) bool { return len(s) == 4 && lookup(s).name == "DUAL" }

// derivedAlias reads the alias that a derived table must have (manual, "Derived
// Tables").
func (r *reader) derivedAlias() {
	as := r.accept("AS")
	if !as && (!r.isName(r.cur()) || r.notAlias()) {
		r.expected("the alias that a derived table must have")
		return
	}
	r.out.str(" AS ")
	r.quoteName(r.name("an alias"))
	if r.cur().open {
		r.unsupported("column lists of derived tables are not supported; alias the columns in the query")
	}
}

// tableAlias reads an optional table alias.
func (r *reader) tableAlias() {
	if r.accept("AS") {
		if r.is("OF") && r.ahead(1).kind == tWord && r.wordAt(1) == "TIMESTAMP" {
			r.unsupported("AS OF TIMESTAMP is not supported")
		}
	} else if !r.isName(r.cur()) || r.notAlias() {
		return
	}
	r.out.str(" AS ")
	r.quoteName(r.name("an alias"))
}

// indexHints reads USE, FORCE and IGNORE INDEX, and drops them: they don't change what
// a statement means (manual, "Index Hints").
func (r *reader) indexHints() {
	for {
		w := r.word()
		if w != "USE" && w != "FORCE" && w != "IGNORE" {
			return
		}
		if k := r.wordAt(1); k != "INDEX" && k != "KEY" {
			return
		}
		r.advance()
		r.advance()
		if r.accept("FOR") {
			switch {
			case r.accept("JOIN"):
			case r.accept("ORDER"), r.accept("GROUP"):
				r.expect("BY")
			default:
				r.expected("JOIN, ORDER BY or GROUP BY")
			}
		}
		r.expectOp('(')
		for !r.isOp(')') {
			if !r.accept("PRIMARY") {
				r.name("an index")
			}
			if !r.acceptOp(',') {
				break
			}
		}
		r.expectOp(')')
	}
}
