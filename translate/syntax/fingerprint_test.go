package syntax

import (
	"strings"
	"testing"
)

func TestFingerprint(t *testing.T) {
	long := "SELECT " + strings.Repeat("`a long name`, ", 5000) + "'secret'"
	tests := []struct{ text, want string }{
		{"SELECT  a,\n b FROM t WHERE a = 'x' -- 'y'\n AND b=12", "SELECT a, b FROM t WHERE a = ? AND b=?"},
		{"SELECT /* 'why' */ x FROM t LIMIT 5 OFFSET 10;", "SELECT x FROM t LIMIT ? OFFSET ?"},
		{"SELECT 1, 'two', N'three', 0x4D, b'1', 1.5e3", "SELECT ?, ?, ?, ?, ?, ?"},
		{"SELECT a FROM t WHERE a IN (1, 2,3 ,4) AND b IN ('x')", "SELECT a FROM t WHERE a IN (?, ...) AND b IN (?)"},
		{"INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y'),(?, ?)", "INSERT INTO t (a, b) VALUES (?, ...), ..."},
		{"INSERT INTO t VALUES (1, NOW()), (2, NOW())", "INSERT INTO t VALUES (?, NOW()), (?, NOW())"},
		{"UPDATE t SET a = ?, b = :name WHERE `c d` = \"it's\"", "UPDATE t SET a = ?, b = ? WHERE `c d` = ?"},
		{"SELECT f(a, 1, 2), 'x' FROM t", "SELECT f(a, ...), ? FROM t"},
		{"SHOW TABLES LIKE 'a%'", "SHOW TABLES LIKE ?"},
	}
	for _, tt := range tests {
		st, err := Parse(tt.text, Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if got := st.Fingerprint(); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
	st, err := Parse(long, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := st.Fingerprint(); len(got) > maxFingerprint+3 || strings.Contains(got, "secret") || !strings.HasSuffix(got, "...") {
		t.Errorf("a long statement's fingerprint has %d bytes: %.40s", len(got), got)
	}
}
