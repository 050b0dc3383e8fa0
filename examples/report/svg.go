package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// svgParts are the elements of a drawing and their attributes. All else is
// refused, so that whatever the library makes of a customer's text, a page holds
// shapes and letters.
var svgParts = map[string][]string{
	"svg":    {"viewBox"},
	"path":   {"d", "style", "stroke-dasharray"},
	"circle": {"cx", "cy", "r", "style", "stroke-dasharray"},
	"text":   {"x", "y", "style", "transform"},
}

// inPage makes of a drawing a part of a page: its colours are the page's, it has
// a name and a description, and every text in it is escaped here.
func inPage(svg []byte, class, id, title, description string) (template.HTML, error) {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(svg))
	for depth := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return template.HTML(b.String()), nil
		} else if err != nil {
			return "", fmt.Errorf("the chart is no XML: %w", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := writeStart(&b, token); err != nil {
				return "", err
			}
			if depth++; depth == 1 {
				fmt.Fprintf(&b, ` class="%s" role="img" aria-labelledby="%[2]s-t %[2]s-d"><title id="%[2]s-t">%[3]s</title><desc id="%[2]s-d">%[4]s</desc>`,
					escape(class), escape(id), escape(title), escape(description))
			} else {
				b.WriteByte('>')
			}
		case xml.EndElement:
			depth--
			b.WriteString("</" + token.Name.Local + ">")
		case xml.CharData:
			b.WriteString(escape(string(token)))
		}
	}
}

// writeStart writes a start tag but for its >.
func writeStart(b *strings.Builder, e xml.StartElement) error {
	allowed, ok := svgParts[e.Name.Local]
	if !ok {
		return fmt.Errorf("the chart has an element %s", e.Name.Local)
	}
	b.WriteString("<" + e.Name.Local)
	for _, a := range e.Attr {
		switch {
		case a.Name.Local == "xmlns" || a.Name.Space == "xmlns":
			continue // a page needs none
		case !slices.Contains(allowed, a.Name.Local):
			return fmt.Errorf("the chart's %s has an attribute %s", e.Name.Local, a.Name.Local)
		case a.Name.Local == "style":
			a.Value = variables.Replace(fontFamily.ReplaceAllString(a.Value, ""))
			a.Value = fontSize.ReplaceAllStringFunc(a.Value, smaller)
		}
		fmt.Fprintf(b, ` %s="%s"`, a.Name.Local, escape(a.Value))
	}
	return nil
}

// fontFamily is the font that the drawing was measured with: a page has its own.
var fontFamily = regexp.MustCompile(`;font-family:[^;]*`)

var fontSize = regexp.MustCompile(`font-size:[0-9.]+`)

// smaller takes a little off the size of letters: some of the fonts that a page
// may get are wider than that which the drawing was measured with.
func smaller(s string) string {
	name, size, _ := strings.Cut(s, ":")
	px, err := strconv.ParseFloat(size, 64)
	if err != nil {
		return s
	}
	return name + ":" + strconv.FormatFloat(px*0.95, 'f', 1, 64)
}

func escape(s string) string { return template.HTMLEscapeString(s) }
