package syntax

import "strings"

// Scanner cuts statements out of a text that comes bit by bit, as into a shell. Unlike
// Split it never fails: what is wrong with a statement is for Parse to say, and up to
// its semicolon it stays one statement, lest its end be taken for another one.
type Scanner struct {
	lex   lexer
	begin int  // where the statement that is being read starts; -1 before its first token
	open  Open // what the text so far ends in

	offset, line int // of the first byte of lex.src in the whole text; line counts from 0
	started      bool
}

// Open says what the end of a text stands in: nothing, a statement, or something
// within a statement that has yet to be closed.
type Open byte

// What a text can end in.
const (
	OpenNothing   Open = 0
	OpenStatement Open = ';'
	OpenComment   Open = '*'
	OpenString    Open = '\''
	OpenQuotes    Open = '"'
	OpenName      Open = '`'
	// OpenCommand is a backslash outside of strings and comments. No SQL has one, so a
	// shell may take it for the start of a command; Command steps over it.
	OpenCommand Open = '\\'
)

// NewScanner returns a Scanner without any text.
func NewScanner(opt Options) *Scanner {
	return &Scanner{lex: lexer{ansi: opt.ANSIQuotes, split: true, quiet: true, exec: -1}, begin: -1}
}

// SetOptions changes how the statements are read that Next has not returned yet.
func (s *Scanner) SetOptions(opt Options) { s.lex.ansi = opt.ANSIQuotes }

// Add appends text, which must end where a line or the whole text does.
func (s *Scanner) Add(text string) {
	if !s.started {
		text, s.started = strings.TrimPrefix(text, "\ufeff"), true
	}
	s.lex.src += text
}

// Next returns the next statement that is ended by a semicolon, if there is one. Its
// Text has the semicolon: without it, the two minus signs of SELECT 5--; would become
// a comment. Statements without anything but their semicolon are left out.
func (s *Scanner) Next() (Part, bool) {
	for s.token() {
		if !s.lex.lastIs(';') {
			continue
		}
		empty := s.begin == s.lex.pos-1
		part := s.cut(s.lex.pos)
		s.begin = -1
		if !empty {
			return part, true
		}
	}
	return Part{}, false
}

// Rest returns what follows the last semicolon, up to a backslash if one stopped it, and
// what it ends in. It is to be asked when Next has no more.
func (s *Scanner) Rest() (Part, Open) {
	start := s.begin
	if start < 0 {
		start = s.lex.pos
	}
	text := s.lex.src[start:]
	if s.open == OpenCommand {
		text = s.lex.src[start:s.lex.pos]
	}
	text = strings.TrimRight(text, " \t\r\n")
	return Part{Text: text, Offset: s.offset + start, Line: 1 + s.line + strings.Count(s.lex.src[:start], "\n")}, s.open
}

// Command takes the line from the backslash on that OpenCommand tells of. The statement
// in whose midst it stands, if there is one, goes on behind it.
func (s *Scanner) Command() string {
	l := &s.lex
	end := len(l.src)
	if n := strings.IndexByte(l.src[l.pos:], '\n'); n >= 0 {
		end = l.pos + n
	}
	line := l.src[l.pos:end]
	l.src = l.src[:l.pos] + strings.Repeat(" ", len(line)) + l.src[end:]
	return strings.TrimRight(line, " \t\r")
}

// Drop forgets what follows the last semicolon, but not a command that stopped it.
func (s *Scanner) Drop() {
	if s.open != OpenCommand {
		s.lex.pos, s.open = len(s.lex.src), OpenNothing
	}
	s.begin = -1
	s.cut(s.lex.pos)
}

// token reads one token, if there is a whole one.
func (s *Scanner) token() bool {
	l := &s.lex
	l.err, l.unclosed, l.toks = nil, 0, l.toks[max(len(l.toks)-1, 0):]
	l.blank()
	if s.begin < 0 && l.exec >= 0 {
		s.begin = l.exec
	}
	at := l.pos
	if l.err == nil && at < len(l.src) && l.src[at] == '\\' {
		s.open = OpenCommand
		return false
	}
	if l.err == nil && at < len(l.src) {
		l.next()
	}
	switch {
	case l.unclosed != 0:
		l.pos, s.open = at, Open(l.unclosed)
		return false
	case at >= len(l.src):
		s.open = OpenNothing
		if s.begin >= 0 {
			s.open = OpenStatement
		}
		return false
	case l.err != nil:
		l.pos, l.toks = pastWord(l.src, at), l.toks[:0]
	}
	if s.begin < 0 {
		s.begin = at
	}
	return true
}

// pastWord returns the end of the word that starts at a byte, or of the byte.
func pastWord(src string, at int) int {
	end := at
	for end < len(src) && isIdent(src[end]) {
		end++
	}
	return max(end, at+1)
}

// cut takes the text up to an end away and returns the statement in it.
func (s *Scanner) cut(end int) Part {
	l := &s.lex
	start := max(s.begin, 0)
	p := Part{Text: l.src[start:end], Offset: s.offset + start, Line: 1 + s.line + strings.Count(l.src[:start], "\n")}
	s.offset += end
	s.line += strings.Count(l.src[:end], "\n")
	l.src, l.pos, l.toks, l.params, l.names, l.exec = l.src[end:], 0, l.toks[:0], nil, nil, -1
	return p
}

// QuoteName writes a name as it must stand in a statement: as it is where that can't
// be mistaken, else in backticks.
func QuoteName(name string) string {
	plain := name != "" && !isDigit(name[0]) && lookup(name).name == ""
	for i := 0; i < len(name) && plain; i++ {
		plain = isIdent(name[i]) && name[i] < 0x80 && name[i] != '$'
	}
	if plain {
		return name
	}
	return string(appendName(nil, name))
}
