package translate

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/internal/information"
	"github.com/scale-sql/scale/translate/syntax"
)

// Set is a SET that has been read: variables and their new values.
type Set struct {
	// Query is a SELECT of one row, the values that are expressions; nil if there
	// are none.
	Query *syntax.Statement

	assignments []assignment
	exprs       []string
}

// assignment gives a variable a value.
type assignment struct {
	name   string // in lower case
	global bool
	value  any  // a string, an int64 or nil for NULL
	expr   int  // the index of the expression whose value it is, -1 for none
	reset  bool // DEFAULT
}

// ReadSet reads a SET.
func ReadSet(stmt *syntax.Statement, opt syntax.Options) (*Set, error) {
	s := &Set{}
	r := &setReader{showReader{tokens: stmt.Tokens, pos: 1}, s}
	if err := r.statement(); err != nil {
		return nil, fmt.Errorf("SET: %w", err)
	}
	if len(s.exprs) == 0 {
		return s, nil
	}
	query, err := syntax.Parse("SELECT "+strings.Join(s.exprs, ", "), opt)
	if err != nil {
		return nil, fmt.Errorf("SET: %w", err)
	}
	query.Verb = stmt.Verb
	s.Query = query
	return s, nil
}

// Fill takes the row of the Query.
func (s *Set) Fill(row []driver.Value) error {
	for i := range s.assignments {
		a := &s.assignments[i]
		if a.expr < 0 {
			continue
		}
		switch v := row[a.expr].(type) {
		case nil, string, int64:
			a.value = v
		case bool:
			a.value = map[bool]int64{true: 1}[v]
		default:
			return fmt.Errorf("@@%s can't be set to a %T", a.name, v)
		}
	}
	return nil
}

// Apply checks all values and sets them: all or none.
func (s *Set) Apply(opt *Options) error {
	values := make([]any, len(s.assignments))
	for i, a := range s.assignments {
		v, err := settle(a, opt)
		if err != nil {
			return fmt.Errorf("SET %s: %w", a.name, err)
		}
		values[i] = v
	}
	for i, a := range s.assignments {
		if a.global {
			continue
		}
		opt.Session.Set(a.name, values[i])
		switch a.name {
		case "sql_safe_updates":
			opt.SafeUpdates = values[i] == int64(1)
		case "transaction_read_only", "tx_read_only":
			opt.Session.Set("transaction_read_only", values[i])
			opt.Session.Set("tx_read_only", values[i])
			opt.ReadOnly = values[i] == int64(1)
		case "tx_isolation":
			opt.Session.Set("transaction_isolation", values[i])
		case "transaction_isolation":
			opt.Session.Set("tx_isolation", values[i])
		}
	}
	return nil
}

// ANSIQuotes reports whether the session's SQL mode makes names of "x".
func (s *Set) ANSIQuotes(session *information.Session) bool {
	for mode := range strings.SplitSeq(session.Text("sql_mode"), ",") {
		if mode == "ANSI_QUOTES" {
			return true
		}
	}
	return false
}

// setReader reads the words of a SET.
type setReader struct {
	showReader
	set *Set
}

func (r *setReader) statement() error {
	switch {
	case r.word(0) == "NAMES" && !r.assigns(1):
		r.pos++
		return r.names(true)
	case r.accept("CHARACTER", "SET"), r.word(0) == "CHARSET" && !r.assigns(1):
		r.accept("CHARSET")
		return r.names(false)
	case r.word(0) == "PASSWORD", r.word(0) == "ROLE", r.word(0) == "RESOURCE", r.word(0) == "DEFAULT":
		return unsupported(r.word(0), "the API's tokens and profiles are changed in the Scal-e application")
	}
	for {
		if err := r.variable(); err != nil {
			return err
		}
		if r.pos == len(r.tokens) {
			return nil
		}
		if !r.acceptOp(",") {
			return r.expected("a comma")
		}
	}
}

// assigns reports whether = or := stands at a place behind the current one.
func (r *setReader) assigns(ahead int) bool {
	i := r.pos + ahead
	return i < len(r.tokens) && r.tokens[i].Kind == syntax.Operator && (r.tokens[i].Text == "=" || r.tokens[i].Text == ":=")
}

// names reads what follows SET NAMES and SET CHARACTER SET.
func (r *setReader) names(collate bool) error {
	set, err := r.nameOrText("a character set")
	if err != nil {
		return err
	}
	if strings.EqualFold(set, "DEFAULT") {
		set = "utf8mb4"
	}
	for _, name := range []string{"character_set_client", "character_set_connection", "character_set_results"} {
		r.add(assignment{name: name, value: set, expr: -1})
	}
	if collate && r.accept("COLLATE") {
		collation, err := r.nameOrText("a collation")
		if err != nil {
			return err
		}
		if !strings.HasPrefix(strings.ToLower(collation), strings.ToLower(set)+"_") {
			return fmt.Errorf("COLLATION '%s' is not valid for CHARACTER SET '%s'", collation, set)
		}
		r.add(assignment{name: "collation_connection", value: collation, expr: -1})
	}
	if r.pos < len(r.tokens) {
		return r.expected("the statement's end")
	}
	return nil
}

func (r *setReader) nameOrText(what string) (string, error) {
	if r.pos < len(r.tokens) && r.tokens[r.pos].Kind == syntax.String {
		r.pos++
		return r.tokens[r.pos-1].Value, nil
	}
	return r.name(what)
}

func (r *setReader) add(a assignment) { r.set.assignments = append(r.set.assignments, a) }

// variable reads one assignment: [scope] name = value, or TRANSACTION and its
// characteristics.
func (r *setReader) variable() error {
	a := assignment{expr: -1}
	if !r.assigns(1) {
		session := false
		switch {
		case r.accept("GLOBAL"):
			a.global = true
		case r.accept("SESSION"), r.accept("LOCAL"):
			session = true
		case r.word(0) == "PERSIST", r.word(0) == "PERSIST_ONLY":
			return unsupported(r.word(0), "there is no server that would remember it")
		}
		if r.accept("TRANSACTION") {
			return r.transaction(a.global, session)
		}
	}
	if r.pos == len(r.tokens) {
		return r.expected("a variable")
	}
	switch t := r.tokens[r.pos]; t.Kind {
	case syntax.UserVariable:
		return unsupported("@"+t.Value, "user variables are not supported; keep the value in your program")
	case syntax.SystemVariable:
		scope, name, ok := strings.Cut(strings.ToLower(strings.ReplaceAll(t.Text[2:], "`", "")), ".")
		if !ok {
			scope, name = "", scope
		}
		if scope == "persist" || scope == "persist_only" {
			return unsupported("@@"+scope, "there is no server that would remember it")
		}
		if scope != "" && scope != "session" && scope != "local" && scope != "global" {
			return fmt.Errorf("unknown scope in %s: it may be session or global", t.Text)
		}
		a.global, a.name = a.global || scope == "global", name
		r.pos++
	default:
		name, err := r.name("a variable")
		if err != nil {
			return err
		}
		a.name = strings.ToLower(name)
	}
	if !r.assigns(0) {
		return r.expected("=")
	}
	r.pos++
	return r.value(a)
}

// single are the tokens that may be a value by themselves.
var single = map[syntax.TokenKind]bool{syntax.Word: true, syntax.QuotedName: true, syntax.String: true, syntax.Number: true}

// value reads a value: a word such as ON, a literal, or an expression, up to the
// comma that ends it.
func (r *setReader) value(a assignment) error {
	start, depth := r.pos, 0
	for ; r.pos < len(r.tokens) && (depth > 0 || !r.isOp(",")); r.pos++ {
		if r.isOp("(") {
			depth++
		} else if r.isOp(")") {
			depth--
		}
	}
	value := r.tokens[start:r.pos]
	if len(value) == 0 {
		return r.expected("a value")
	}
	t := value[0]
	switch {
	case len(value) > 1, !single[t.Kind]:
		a.expr = len(r.set.exprs)
		r.set.exprs = append(r.set.exprs, sourceOf(value))
	case t.Kind == syntax.Number:
		n, err := strconv.ParseInt(t.Text, 10, 64)
		if a.value = n; err != nil {
			a.value = t.Text
		}
	case t.Kind == syntax.String, t.Kind == syntax.QuotedName:
		a.value = t.Value
	case strings.EqualFold(t.Text, "DEFAULT"):
		a.reset = true
	case strings.EqualFold(t.Text, "NULL"):
	case strings.EqualFold(t.Text, "TRUE"):
		a.value = int64(1)
	case strings.EqualFold(t.Text, "FALSE"):
		a.value = int64(0)
	default:
		a.value = t.Text
	}
	r.add(a)
	return nil
}

// sourceOf is the text of tokens, with a space where there was anything.
func sourceOf(tokens []syntax.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && tokens[i-1].Offset+len(tokens[i-1].Text) < t.Offset {
			b.WriteByte(' ')
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// transaction reads the characteristics of SET TRANSACTION. Without SESSION they are
// those of the next transaction only.
func (r *setReader) transaction(global, session bool) error {
	for {
		a := assignment{expr: -1, global: global}
		switch {
		case r.accept("READ", "ONLY"):
			if !session && !global {
				return unsupported("SET TRANSACTION READ ONLY", "it is about the next transaction; use BeginTx with the option ReadOnly, or SET SESSION TRANSACTION READ ONLY")
			}
			a.name, a.value = "transaction_read_only", int64(1)
		case r.accept("READ", "WRITE"):
			a.name, a.value = "transaction_read_only", int64(0)
		case r.accept("ISOLATION", "LEVEL"):
			a.name = "transaction_isolation"
			for _, level := range []string{"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"} {
				if r.accept(strings.Fields(level)...) {
					a.value = strings.ReplaceAll(level, " ", "-")
				}
			}
			if a.value == nil {
				return r.expected("an isolation level")
			}
		default:
			return r.expected("ISOLATION LEVEL, READ ONLY or READ WRITE")
		}
		r.add(a)
		if !r.acceptOp(",") {
			break
		}
	}
	if r.pos < len(r.tokens) {
		return r.expected("the statement's end")
	}
	return nil
}
