package translate

import (
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
	"github.com/xwb1989/sqlparser"
)

// showReader reads the words of a SHOW.
type showReader struct {
	tokens []syntax.Token
	pos    int
	opt    *Options

	modifiers map[string]bool
	table     string
	database  string
	pattern   sqlparser.Expr // of LIKE, or the column of DESCRIBE
	operator  string         // of the pattern
	like      string         // the pattern as it is written, for the label
}

// word is the word at a place behind the current one, in upper case; "" if there
// is none.
func (r *showReader) word(ahead int) string {
	if i := r.pos + ahead; i < len(r.tokens) && r.tokens[i].Kind == syntax.Word {
		return strings.ToUpper(r.tokens[i].Text)
	}
	return ""
}

func (r *showReader) accept(words ...string) bool {
	for i, w := range words {
		if r.word(i) != w {
			return false
		}
	}
	r.pos += len(words)
	return true
}

// isOp reports whether the current token is an operator.
func (r *showReader) isOp(op string) bool {
	return r.pos < len(r.tokens) && r.tokens[r.pos].Kind == syntax.Operator && r.tokens[r.pos].Text == op
}

func (r *showReader) acceptOp(op string) bool {
	ok := r.isOp(op)
	if ok {
		r.pos++
	}
	return ok
}

// expected says what should stand at the current place.
func (r *showReader) expected(what string) error {
	if r.pos >= len(r.tokens) {
		return fmt.Errorf("syntax error at the statement's end: expected %s", what)
	}
	return fmt.Errorf("syntax error near %q: expected %s", shortText(r.tokens[r.pos].Text), what)
}

// name reads a name.
func (r *showReader) name(what string) (string, error) {
	if r.pos < len(r.tokens) {
		if t := r.tokens[r.pos]; t.Kind == syntax.Word || t.Kind == syntax.QuotedName {
			r.pos++
			return t.Value, nil
		}
	}
	return "", r.expected(what)
}

// read reads a SHOW up to its WHERE.
func (r *showReader) read(stmt *syntax.Statement) (*showing, error) {
	r.pos = 1 // behind SHOW
	r.modifiers = make(map[string]bool)
	for {
		w := r.word(0)
		if w == "LOCAL" {
			w = "SESSION"
		}
		if w != "FULL" && w != "EXTENDED" && w != "GLOBAL" && w != "SESSION" && w != "STORAGE" {
			break
		}
		r.modifiers[w] = true
		r.pos++
	}
	kind := r.kind()
	if kind == nil {
		return nil, r.unknown()
	}
	for m := range r.modifiers {
		if !strings.Contains(kind.modifiers, m) {
			return nil, fmt.Errorf("syntax error: SHOW %s has no form with %s", kind.words, m)
		}
	}
	if err := r.about(kind); err != nil {
		return nil, err
	}
	if kind.like != "" && r.accept("LIKE") {
		if err := r.readPattern(); err != nil {
			return nil, err
		}
	}
	switch {
	case r.pos == len(r.tokens):
		return kind, nil
	case r.word(0) == "WHERE" && kind.like != "" && r.pattern == nil && stmt.Where != nil:
		return kind, nil
	case kind.like == "":
		return nil, r.expected("the end of SHOW " + kind.words)
	}
	return nil, r.expected("LIKE or WHERE")
}

// kind finds the showing by its words, of which there are up to three.
func (r *showReader) kind() *showing {
	start, count := r.pos, ""
	if r.accept("COUNT") && r.acceptOp("(") && r.acceptOp("*") && r.acceptOp(")") {
		count = "COUNT(*) "
	} else {
		r.pos = start
	}
	for n := 3; n > 0; n-- {
		words := make([]string, n)
		for i := range words {
			words[i] = r.word(i)
		}
		if kind := showings[count+strings.Join(words, " ")]; kind != nil {
			r.pos += n
			return kind
		}
	}
	r.pos = start
	return nil
}

// unknown refuses a SHOW of anything else.
func (r *showReader) unknown() error {
	what := "SHOW"
	for i := 0; i < 3 && r.word(i) != ""; i++ {
		what += " " + r.word(i)
	}
	return unsupported(what, "the driver shows "+strings.Join(showable, ", "))
}

// about reads the names behind the words of a SHOW.
func (r *showReader) about(kind *showing) (err error) {
	switch kind.about {
	case aboutDatabase:
		if r.accept("FROM") || r.accept("IN") {
			r.database, err = r.name("a database")
		}
	case aboutTable:
		if !r.accept("FROM") && !r.accept("IN") {
			return r.expected("FROM and a table")
		}
		if err = r.tableName(); err == nil && (r.accept("FROM") || r.accept("IN")) {
			r.database, err = r.name("a database")
		}
	case aboutNamed:
		err = r.tableName()
	case aboutInstance:
		r.accept("IF", "NOT", "EXISTS")
		r.database, err = r.name("a database")
	case aboutUser:
		if r.accept("FOR") {
			err = r.user()
		}
	case aboutSome:
		if r.accept("LIMIT") {
			r.pos = len(r.tokens) // of no rows
		}
	}
	return err
}

// tableName reads t or db.t.
func (r *showReader) tableName() (err error) {
	if r.table, err = r.name("a table"); err == nil && r.acceptOp(".") {
		r.database = r.table
		r.table, err = r.name("a table")
	}
	return err
}

// user reads CURRENT_USER, with parentheses or without: there is no other.
func (r *showReader) user() error {
	if !r.accept("CURRENT_USER") {
		return unsupported("SHOW GRANTS FOR another user", "the connection knows of its own only; leave FOR out")
	}
	if r.acceptOp("(") && !r.acceptOp(")") {
		return r.expected(")")
	}
	return nil
}

// readPattern reads the pattern of LIKE.
func (r *showReader) readPattern() error {
	if r.pos < len(r.tokens) {
		t := r.tokens[r.pos]
		switch t.Kind {
		case syntax.String:
			r.pattern, r.like = sqlparser.NewStrVal([]byte(t.Value)), t.Value
		case syntax.Placeholder:
			r.pattern, r.like = sqlparser.NewValArg([]byte(":"+t.Value)), t.Text
		}
	}
	if r.pattern == nil {
		return r.expected("a pattern in quotes or a placeholder")
	}
	r.operator = sqlparser.LikeStr
	r.pos++
	return nil
}

// describe takes the parts of a DESCRIBE.
func (r *showReader) describe(stmt *syntax.Statement) {
	r.table = stmt.Table.Table
	if stmt.Table.Database != "" {
		r.database = stmt.Table.Database
	}
	if stmt.Column == "" {
		return
	}
	r.pattern, r.operator = sqlparser.NewStrVal([]byte(stmt.Column)), sqlparser.EqualStr
	if r.tokens[len(r.tokens)-1].Kind == syntax.String {
		r.operator = sqlparser.LikeStr
	}
}

// labelled is a label with the pattern of LIKE behind it, as MySQL writes it.
func (r *showReader) labelled(label string) string {
	if r.pattern == nil {
		return label
	}
	return label + " (" + r.like + ")"
}
