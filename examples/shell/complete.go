package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/scale-sql/scale/translate/syntax"
)

// lookup is how long a completion waits for the names of objects and columns, which
// the driver keeps once it has them.
const lookup = 3 * time.Second

// keywords are those worth completing.
var keywords = strings.Fields(`ALL AND ANALYZE AS ASC AVG BETWEEN BY CASE COALESCE COLUMNS CONCAT COUNT CURDATE
DATABASES DATE_FORMAT DESC DESCRIBE DISTINCT DUPLICATE ELSE END EXISTS EXPLAIN FALSE FROM GROUP GROUP_CONCAT
HAVING IFNULL INNER INSERT INTERVAL INTO JOIN LEFT LIKE LIMIT LOWER MAX MIN MONTH NOT NOW NULL OFFSET ON OR
ORDER REGEXP REPLACE RIGHT ROUND SELECT SET SHOW SUBSTRING SUM TABLES THEN TRUE UNION UPDATE UPPER USING
VALUES WHEN WHERE YEAR`)

// completer completes words of statements and commands.
type completer struct {
	session *shell
	pending *syntax.Scanner // the statement's lines so far
}

// word is what Tab asks: the line is cut around the word at the cursor, which is
// counted in characters.
func (c *completer) word(line string, cursor int) (head string, found []string, tail string) {
	runes := []rune(line)
	start := cursor
	for start > 0 && (unicode.IsLetter(runes[start-1]) || unicode.IsDigit(runes[start-1]) || strings.ContainsRune("_$`\\", runes[start-1])) {
		start--
	}
	head, tail = string(runes[:start]), string(runes[cursor:])
	return head, c.candidates(head, string(runes[start:cursor]), tail), tail
}

func (c *completer) candidates(head, word, tail string) []string {
	before, open := c.pending.Rest()
	if strings.HasPrefix(strings.TrimSpace(head+word), `\`) && open == syntax.OpenNothing {
		return c.ofCommand(head, word)
	}
	if inText(before.Text + "\n" + head + word) {
		return []string{word + "\t"} // what is pasted into a text is to stay as it is
	}
	if strings.TrimSpace(head+word) == "" || !inSQL(before.Text+"\n"+head) {
		return nil // an indentation, or within a string or a comment
	}
	return finished(word, tail, c.ofStatement(before.Text+"\n"+head, word, tail))
}

// finished puts a space behind a word to which there is nothing to add: between pasted
// words it may have been a tab.
func finished(word, tail string, found []string) []string {
	whole := len(found) == 0 || len(found) == 1 && found[0] == word
	if whole && word != "" && !strings.HasPrefix(tail, " ") {
		return []string{word + " "}
	}
	return found
}

// ofStatement completes a word of a statement, of which sql is what stands before it.
func (c *completer) ofStatement(sql, word, tail string) []string {
	if qualifier, ok := strings.CutSuffix(sql, "."); ok {
		return matching(word, c.columns(sql+tail, lastWord(qualifier)))
	}
	objects := c.objects()
	switch strings.ToUpper(lastWord(strings.TrimRight(sql, " \t\n"))) {
	case "FROM", "JOIN", "INTO", "UPDATE", "DESCRIBE", "DESC", "TABLE":
		return matching(word, objects)
	}
	names := append(c.columns(sql+" "+tail, ""), objects...)
	if word == "" || word[0] == '`' {
		return matching(word, names)
	}
	words := keywords
	if strings.ToLower(word) == word {
		words = strings.Fields(strings.ToLower(strings.Join(keywords, " ")))
	}
	return matching(word, append(names, words...))
}

// inText says whether a text of SQL ends in quotes.
func inText(text string) bool {
	_, open := state(text)
	return open == syntax.OpenString || open == syntax.OpenQuotes
}

// inSQL says whether a text ends in neither a string nor a comment: a quote behind it
// begins a string.
func inSQL(text string) bool {
	_, open := state(text + "'")
	return open == syntax.OpenString
}

// ofCommand completes a command, or what stands behind it.
func (c *completer) ofCommand(head, word string) []string {
	name, _, _ := strings.Cut(strings.TrimSpace(head+word), " ")
	if !strings.Contains(strings.TrimLeft(head, " "), " ") {
		var names []string
		for _, k := range commands {
			names = append(names, k.name)
		}
		return matching(word, names)
	}
	switch name {
	case `\d`, `\d+`, `\explain`:
		return matching(word, c.objects())
	case `\x`:
		return matching(word, []string{"on", "off", "auto"})
	case `\timing`:
		return matching(word, []string{"on", "off"})
	case `\pset`:
		return matching(word, []string{"format", "width", "null", "table", "csv", "json"})
	}
	return nil
}

// matching are the names that begin with a word, whatever their case. One alone is as
// it has to be written. Of several, the editor types what they have in common: they
// begin as the word does, lest a part of it be taken back.
func matching(word string, names []string) []string {
	var found []string
	plain := strings.ToLower(strings.TrimPrefix(word, "`"))
	for _, name := range names {
		if strings.HasPrefix(strings.ToLower(strings.TrimPrefix(name, "`")), plain) && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	switch {
	case len(found) == 1 && strings.HasPrefix(word, "`") && found[0][0] != '`':
		return []string{"`" + found[0] + "`"}
	case len(found) < 2 || word == "":
		return found
	}
	for i, name := range found {
		inner := []rune(strings.Trim(name, "`"))
		found[i] = word + string(inner[utf8.RuneCountInString(plain):])
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// lastWord is the name or keyword at the end of a text.
func lastWord(text string) string {
	at := strings.LastIndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '$' && r != '`'
	})
	return strings.Trim(text[at+1:], "`")
}

// objects are the names of the objects, as SQL writes them.
func (c *completer) objects() []string { return c.names("SHOW TABLES") }

// columns are those of the objects that a statement names: of one of them if the
// qualifier is its name, else, as the qualifier may be an alias, of all.
func (c *completer) columns(sql, qualifier string) []string {
	var named []string
	words := strings.FieldsFunc(strings.ToLower(sql), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_'
	})
	for _, object := range c.objects() {
		plain := strings.ToLower(strings.ReplaceAll(strings.Trim(object, "`"), "``", "`"))
		if plain == strings.ToLower(qualifier) && qualifier != "" {
			named = []string{object}
			break
		}
		if slices.Contains(words, plain) {
			named = append(named, object)
		}
	}
	var columns []string
	for _, object := range named {
		columns = append(columns, c.names("SHOW COLUMNS FROM "+object)...)
	}
	return columns
}

// names are the first column of a statement's result, as SQL writes names. Without
// an answer there is nothing to complete.
func (c *completer) names(query string) []string {
	ctx, cancel := context.WithTimeout(context.Background(), lookup)
	defer cancel()
	run, err := c.session.runner(ctx)
	if err != nil {
		return nil
	}
	rows, err := run.QueryContext(ctx, query)
	if err != nil {
		return nil
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil || len(columns) == 0 {
		return nil
	}
	var names []string
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if rows.Scan(targets...) != nil {
			return nil
		}
		names = append(names, syntax.QuoteName(fmt.Sprintf("%s", values[0])))
	}
	return names
}
