package syntax

// selectCore reads a SELECT up to and including HAVING.
func (r *reader) selectCore(e *expr) {
	r.advance()
	r.out.str("SELECT ")
	if r.selectOptions() {
		r.out.str("DISTINCT ")
	}
	for {
		r.selectItem(e)
		if !r.acceptOp(',') {
			break
		}
		r.out.str(", ")
	}
	if r.is("INTO") {
		r.unsupported("SELECT ... INTO is not supported")
	}
	if r.accept("FROM") {
		// "DUAL is purely for the convenience of people who require that all SELECT
		// statements should have FROM"; the parser adds it itself.
		if !r.accept("DUAL") {
			r.out.str(" FROM ")
			r.tableReferences(e)
		}
	}
	r.where(e)
	r.groupBy(e)
	if r.accept("HAVING") {
		r.out.str(" HAVING ")
		r.grow(e, r.expression())
	}
	if next := r.ahead(1); r.is("WINDOW") && r.isName(next) {
		r.unsupported("window functions (WINDOW) are not supported")
	}
}

// where reads an optional WHERE.
func (r *reader) where(e *expr) {
	if r.accept("WHERE") {
		r.out.str(" WHERE ")
		r.grow(e, r.expression())
	}
}

// selectOptions reads the words between SELECT and its list, and says whether DISTINCT
// is among them. Those that only advise the optimizer or the query cache are dropped.
func (r *reader) selectOptions() (distinct bool) {
	all := false
	for ; ; r.advance() {
		switch r.word() {
		case "DISTINCT", "DISTINCTROW": // "DISTINCTROW is a synonym for DISTINCT"
			distinct = true
		case "ALL":
			all = true
		case "HIGH_PRIORITY", "STRAIGHT_JOIN", "SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT",
			"SQL_NO_CACHE", "SQL_CACHE":
			if !r.isOption() {
				return distinct
			}
		case "SQL_CALC_FOUND_ROWS":
			r.unsupported("SQL_CALC_FOUND_ROWS is not supported; run SELECT COUNT(*) with the same WHERE")
		case "TOP":
			if r.ahead(1).kind == tInt {
				r.fail("TOP isn't MySQL; use LIMIT")
			}
			return distinct
		default:
			return distinct
		}
		if distinct && all {
			r.fail("ALL and DISTINCT exclude each other")
		}
	}
}

// isOption says whether an unreserved option word is one here, not a column's name:
// something of a select list follows.
func (r *reader) isOption() bool {
	if lookup(r.text(r.cur())).class == reserved {
		return true
	}
	switch next := r.ahead(1); {
	case next.kind == tEOF || next.shut || opIs(next, ',') || opIs(next, ';') || opIs(next, '.'):
		return false
	case next.kind == tOp:
		return next.open || opIs(next, '*')
	default:
		switch r.wordAt(1) {
		case "FROM", "AS", "IS", "IN", "LIKE", "BETWEEN", "REGEXP", "RLIKE", "AND", "OR", "XOR", "DIV", "MOD", "WHERE", "LIMIT", "ORDER", "UNION":
			return false
		}
		return true
	}
}

// selectItem reads one element of a select list and its alias.
func (r *reader) selectItem(e *expr) {
	if r.star() {
		return
	}
	item := r.expression()
	r.grow(e, item)
	end := r.pos
	alias, ok := r.alias()
	if !ok {
		alias = r.label(item, end)
	}
	if alias != "" {
		r.out.str(" AS ")
		r.quoteName(alias)
	}
}

// star reads *, t.* or db.t.*.
func (r *reader) star() bool {
	if r.acceptOp('*') {
		r.out.str("*")
		return true
	}
	n := 0
	for n < 4 && r.isName(r.ahead(n)) && opIs(r.ahead(n+1), '.') {
		n += 2
		if !opIs(r.ahead(n), '*') {
			continue
		}
		for i := 0; i < n; i += 2 {
			r.quoteName(r.nameText(r.ahead(i)))
			r.out.str(".")
		}
		r.out.str("*")
		r.pos += n + 1
		return true
	}
	return false
}

// alias reads a column alias, which may be a string, and may follow AS or not.
func (r *reader) alias() (string, bool) {
	t := r.cur()
	if r.accept("AS") {
		t = r.cur()
		if t.kind != tString {
			return r.name("an alias"), true
		}
	} else if t.kind != tString && (!r.isName(t) || r.notAlias()) {
		return "", false
	}
	s := ""
	if t.kind == tString {
		s = decodeString(r.text(t))
	} else {
		s = r.nameText(t)
	}
	if s == "" {
		r.unsupported("an empty alias is not supported")
	}
	r.advance()
	return s, true
}

// notAlias says whether a word that could be an alias here is more likely the start of
// a clause, MySQL's or another dialect's; it is then refused with a fitting message.
func (r *reader) notAlias() bool {
	next := r.ahead(1)
	switch r.word() {
	case "INTERSECT", "EXCEPT":
		w := r.wordAt(1)
		return next.open || w == "SELECT" || w == "ALL" || w == "DISTINCT"
	case "OFFSET":
		return next.kind == tInt || next.kind == tParam
	case "WINDOW":
		return r.isName(next) && r.wordAt(2) == "AS"
	case "OVER", "MEMBER":
		return next.open || r.wordAt(1) == "OF"
	case "FULL":
		return r.wordAt(1) == "JOIN" || r.wordAt(1) == "OUTER"
	case "RETURNING":
		return r.isName(next) || opIs(next, '*')
	}
	return false
}

// groupBy reads GROUP BY.
func (r *reader) groupBy(e *expr) {
	if !r.accept("GROUP") {
		return
	}
	r.expect("BY")
	r.out.str(" GROUP BY ")
	for {
		r.grow(e, r.expression())
		if r.is("ASC") || r.is("DESC") {
			r.unsupported("GROUP BY with ASC or DESC, which MySQL 8.0 dropped, is not supported; use ORDER BY")
		}
		if !r.acceptOp(',') {
			break
		}
		r.out.str(", ")
	}
	if r.is("WITH") {
		r.unsupported("WITH ROLLUP is not supported; put the totals behind with UNION ALL and a SELECT of their own")
	}
}
