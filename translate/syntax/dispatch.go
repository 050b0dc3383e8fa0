package syntax

import "strings"

// otherVerbs are the first words of statements that MySQL knows and this package only
// recognises.
var otherVerbs = set(`ANALYZE BINLOG CACHE CALL CHANGE CHECK CHECKSUM CLONE DEALLOCATE DO EXECUTE FLUSH GET
GRANT HANDLER HELP IMPORT INSTALL KILL LOAD LOCK OPTIMIZE PREPARE PURGE REPAIR RESET RESIGNAL RESTART REVOKE
SHUTDOWN SIGNAL START STOP UNINSTALL UNLOCK XA`)

// otherDialects are first words of statements in dialects that MySQL isn't.
var otherDialects = map[string]string{
	"MERGE":  "MERGE isn't MySQL; use INSERT ... ON DUPLICATE KEY UPDATE",
	"UPSERT": "UPSERT isn't MySQL; use INSERT ... ON DUPLICATE KEY UPDATE or REPLACE",
	"PRAGMA": "PRAGMA isn't MySQL; use SHOW or SET",
	"VACUUM": "VACUUM isn't MySQL",
}

// statement reads one statement by its first word.
func (r *reader) statement(st *Statement) {
	t := r.cur()
	if t.kind == tEOF || opIs(t, ';') {
		r.fail("the statement is empty")
		return
	}
	if t.open {
		st.Verb, st.Kind = "SELECT", Select
		r.query()
		return
	}
	if t.kind != tWord {
		r.fail("expected a statement, such as SELECT")
		return
	}
	st.Verb = strings.ToUpper(r.text(t))
	e := expr{}
	switch st.Verb {
	case "SELECT", "WITH", "VALUES", "TABLE":
		st.Kind = Select
		r.query()
	case "INSERT":
		st.Kind = Insert
		r.insert(&e)
	case "REPLACE":
		st.Kind = Replace
		r.insert(&e)
	case "UPDATE":
		st.Kind = Update
		r.update(&e)
	case "DELETE":
		st.Kind = Delete
		r.delete(st)
	case "EXPLAIN", "DESCRIBE", "DESC":
		r.explain(st)
	default:
		r.session(st)
	}
}

// session reads the statements about the session and those that are only recognised.
func (r *reader) session(st *Statement) {
	switch v := st.Verb; {
	case v == "SET":
		st.Kind = Set
		r.advance()
		if r.cur().kind == tEOF || r.isOp(';') {
			r.expected("a variable")
		}
		r.skip()
	case v == "SHOW":
		st.Kind = Show
		r.advance()
		r.show()
	case v == "USE":
		st.Kind = Use
		r.advance()
		st.Name = r.name("a database")
	case r.transaction(st):
	case v == "CREATE", v == "ALTER", v == "DROP", v == "TRUNCATE", v == "RENAME":
		st.Kind = DDL
		r.skip()
	case otherVerbs[v]:
		st.Kind = Other
		r.skip()
	case otherDialects[v] != "":
		r.fail(otherDialects[v])
	default:
		r.fail("no statement starts with " + shorten(r.text(r.cur())))
	}
}

// show steps over a SHOW up to its WHERE, and writes that as the condition of a SELECT,
// for the parser has no expressions of their own.
func (r *reader) show() {
	if r.cur().kind == tEOF || r.isOp(';') {
		r.expected("what to show")
	}
	for r.cur().kind != tEOF && !r.isOp(';') && !r.is("WHERE") {
		r.advance()
	}
	if r.is("WHERE") {
		r.out.str("SELECT 1")
		r.where(&expr{})
	}
}

// skip steps over the rest of a statement.
func (r *reader) skip() {
	for r.cur().kind != tEOF && !r.isOp(';') {
		r.advance()
	}
}

// delete reads the table of a DELETE, for messages.
func (r *reader) delete(st *Statement) {
	r.advance()
	for r.is("LOW_PRIORITY") || r.is("IGNORE") || strings.EqualFold(r.text(r.cur()), "QUICK") && r.wordAt(1) == "FROM" {
		r.advance()
	}
	r.accept("FROM")
	st.Table = r.plainTable()
	r.skip()
}

// plainTable reads t or db.t without writing it.
func (r *reader) plainTable() TableName {
	n := TableName{Table: r.name("a table")}
	if r.acceptOp('.') {
		n.Database, n.Table = n.Table, r.afterDot("a table")
	}
	return n
}

// explain reads EXPLAIN, DESCRIBE and DESC, which are synonyms: with a statement, or
// with a table and perhaps a column (manual, "EXPLAIN Statement").
func (r *reader) explain(st *Statement) {
	r.advance()
	r.explainOptions(&st.Explain)
	if r.isOp('(') || r.startsStatement() {
		st.Kind = Explain
		st.Inner = &Statement{Params: st.Params, Positional: st.Positional, Named: st.Named}
		start := r.pos
		r.statement(st.Inner)
		if r.err == nil {
			st.Inner.Text = r.src[r.toks[start].start:r.toks[r.pos-1].end]
		}
		return
	}
	if r.is("FOR") {
		r.unsupported("EXPLAIN FOR CONNECTION is not supported")
	}
	if st.Explain != (ExplainOptions{}) {
		r.expected("a statement to explain")
	}
	st.Kind = Describe
	st.Table = r.plainTable()
	switch t := r.cur(); {
	case t.kind == tString:
		st.Column = decodeString(r.text(t))
		r.advance()
	case t.kind != tEOF && !opIs(t, ';'):
		st.Column = r.name("a column or a pattern in quotes")
	}
}

// startsStatement says whether a statement that can be explained starts here.
func (r *reader) startsStatement() bool {
	switch r.word() {
	case "SELECT", "INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "TABLE", "VALUES":
		return true
	}
	return false
}

// explainOptions reads the words between EXPLAIN and its statement. They are not
// reserved, so before a statement only.
func (r *reader) explainOptions(o *ExplainOptions) {
	for {
		next := r.ahead(1)
		ends := next.kind == tEOF || opIs(next, ';')
		switch w := r.word(); {
		case w == "ANALYZE":
			o.Analyze = true
		case w == "EXTENDED" && !ends:
			o.Extended = true
		case w == "PARTITIONS" && !ends:
			o.Partitions = true
		case w == "FORMAT" && opIs(next, '='):
			r.advance()
			r.advance()
			o.Format = strings.ToUpper(r.nameText(r.cur()))
			if k := r.cur().kind; k != tWord && k != tQuoted {
				r.expected("a format such as JSON")
			}
		default:
			return
		}
		r.advance()
	}
}
