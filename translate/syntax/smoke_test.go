package syntax

import ("testing";"os";"strings";"fmt";"github.com/xwb1989/sqlparser")

func TestSmoke(t *testing.T) {
	b, _ := os.ReadFile("/work/shared/corpus/parser-statements.tsv")
	for _, line := range strings.Split(string(b), "\n")[1:] {
		f := strings.Split(line, "\t")
		s := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\x00`, "\x00", `\ufeff`, "\ufeff", `\u00a0`, "\u00a0", `\v`, "\v", `\xff`,"\xff",`\xfe`,"\xfe").Replace(f[0])
		st, err := Parse(s, Options{})
		if err != nil { fmt.Printf("ERR %s\n      %v\n", f[0], err); continue }
		c := st.Canonical
		if st.Inner != nil { c = "INNER "+st.Inner.Canonical }
		if st.AST != nil { c += "\n       " + sqlparser.String(st.AST) }
		fmt.Printf("OK  %s\n    %v %s\n", f[0], st.Kind, c)
	}
}
