package syntax

import "strings"

// blank skips white space and comments. Optimizer hints, /*+ ... */, are comments.
func (l *lexer) blank() {
	for l.err == nil && l.pos < len(l.src) {
		switch c := l.src[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '#' || c == '-' && l.at(1) == '-' && l.dashComment():
			l.skipLine()
		case c == '/' && l.at(1) == '*':
			l.block()
		default:
			return
		}
	}
}

// dashComment says whether -- starts a comment: only if white space or a control
// character follows, or nothing (manual, "Comments"). So 5--3 is 8.
func (l *lexer) dashComment() bool {
	return l.pos+2 >= len(l.src) || l.src[l.pos+2] <= ' ' || l.src[l.pos+2] == 0x7f
}

func (l *lexer) skipLine() {
	n := strings.IndexByte(l.src[l.pos:], '\n')
	if n < 0 {
		l.pos = len(l.src)
		return
	}
	l.pos += n + 1
}

// block skips a /* */ comment. MySQL executes the content of /*! ... */; here that is
// an error unless it makes no difference.
func (l *lexer) block() {
	n := strings.Index(l.src[l.pos+2:], "*/")
	if n < 0 {
		l.unclosed = '*'
		l.fail(l.pos, "this comment does not end")
		return
	}
	text := l.src[l.pos+2 : l.pos+2+n]
	end := l.pos + 2 + n + 2
	if strings.HasPrefix(text, "!") && !harmlessComment(text[1:]) {
		if !l.split {
			l.unsupported(l.pos, "MySQL would execute this comment; write its content out, or drop it")
			return
		}
		if l.exec < 0 {
			l.exec = l.pos
		}
		l.execEnd = end
	}
	l.pos = end
}

// harmlessComment says whether the content of a /*! */ comment holds only hints, which
// don't change what a statement means, or nothing.
func harmlessComment(s string) bool {
	for _, w := range strings.Fields(execContent(s)) {
		switch strings.ToUpper(w) {
		case "SQL_NO_CACHE", "SQL_CACHE", "HIGH_PRIORITY", "LOW_PRIORITY", "DELAYED", "STRAIGHT_JOIN",
			"SQL_SMALL_RESULT", "SQL_BIG_RESULT", "SQL_BUFFER_RESULT":
		default:
			return false
		}
	}
	return true
}

// execContent cuts the version number, five or six digits, from the content of a
// /*! */ comment.
func execContent(s string) string {
	n := skipDigits(s, 0)
	if n >= 5 {
		return s[min(n, 6):]
	}
	return s
}

// unwrapSet returns the text with the marks of an executable comment blanked, if the
// whole statement is one such comment with a SET: the preamble of a dump, as in
// /*!40101 SET NAMES utf8 */. Offsets stay what they were.
func unwrapSet(src string) string {
	l := lexer{src: src}
	start := -1
	for start < 0 && l.pos < len(src) {
		switch {
		case strings.HasPrefix(src[l.pos:], "/*!"):
			start = l.pos
		case isSpace(src[l.pos]):
			l.pos++
		default:
			before := l.pos
			l.blank()
			if l.err != nil || l.pos == before {
				return src
			}
		}
	}
	if start < 0 {
		return src
	}
	n := strings.Index(src[start:], "*/")
	if n < 0 {
		return src
	}
	content := execContent(src[start+3 : start+n])
	tail := src[start+n+2:]
	if strings.Trim(tail, "; \t\r\n") != "" || !strings.EqualFold(firstWord(content), "SET") {
		return src
	}
	head := src[:start+n-len(content)]
	return head[:start] + strings.Repeat(" ", len(head)-start) + content + "  " + tail
}

// firstWord returns the leading letters of a text.
func firstWord(s string) string {
	s = strings.TrimLeft(s, " \t\r\n")
	n := 0
	for n < len(s) && isIdent(s[n]) {
		n++
	}
	return s[:n]
}
