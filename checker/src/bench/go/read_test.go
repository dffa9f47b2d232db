package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func verdictOf(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := read(file)
	if err != nil {
		t.Fatal(err)
	}
	return measure(h, time.Second, 0, 1).Verdict
}

func expect(t *testing.T, name, text, verdict string) {
	t.Helper()
	if found := verdictOf(t, name, text); found != verdict {
		t.Errorf("expected %s of %s, found %s:\n%s", verdict, name, found, text)
	}
}

const log = "INFO  jepsen.util - 0\t:invoke\t:write\t1\n" +
	"INFO  jepsen.util - 0\t:info\t:write\t:timed-out\n" +
	"INFO  jepsen.util - 2\t:invoke\t:read\tnil\n" +
	"INFO  jepsen.util - 2\t:fail\t:read\t:timed-out\n" +
	"INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]\n" +
	"INFO  jepsen.util - 1\t:ok\t:cas\t[1 2]\n" +
	"INFO  jepsen.util - 1\t:invoke\t:read\tnil\n" +
	"INFO  jepsen.util - 1\t:ok\t:read\t"

func TestLog(t *testing.T) {
	expect(t, "a.log", log+"2\n", "VALID")
	expect(t, "a.log", log+"nil\n", "INVALID")
}

func TestFailedCompareAndSet(t *testing.T) {
	cas := "INFO  jepsen.util - 0\t:invoke\t:write\t1\nINFO  jepsen.util - 0\t:ok\t:write\t1\n" +
		"INFO  jepsen.util - 0\t:invoke\t:cas\t[%V 2]\nINFO  jepsen.util - 0\t:fail\t:cas\t[%V 2]\n"
	expect(t, "a.log", replaced(cas, "3"), "VALID")
	expect(t, "a.log", replaced(cas, "1"), "INVALID")
}

func replaced(text, value string) string {
	out := ""
	for i := 0; i < len(text); i++ {
		if i+1 < len(text) && text[i] == '%' && text[i+1] == 'V' {
			out += value
			i++
		} else {
			out += string(text[i])
		}
	}
	return out
}

func TestMaps(t *testing.T) {
	edn := "[{:process 0, :type :invoke, :f :read, :value nil, :time 3}\n {:process :nemesis, :type :info, :f :kill}\n" +
		" {:process 0, :type :ok, :f :read, :value "
	expect(t, "a.edn", edn+"0}]\n", "VALID")
	expect(t, "a.edn", edn+"nil}]\n", "VALID")
	expect(t, "a.edn", edn+"1}]\n", "INVALID")
}

func TestStore(t *testing.T) {
	kv := "{:process 0, :type :invoke, :f :append, :key \"a\", :value \"x, \\\"}\"}\n" +
		"{:process 0, :type :ok, :f :append, :key \"a\", :value \"x, \\\"}\"}\n" +
		"{:process 0, :type :invoke, :f :get, :key \"b\", :value nil}\n" +
		"{:process 0, :type :ok, :f :get, :key \"b\", :value \"\"}\n" +
		"{:process 0, :type :invoke, :f :get, :key \"a\", :value nil}\n" +
		"{:process 0, :type :ok, :f :get, :key \"a\", :value "
	expect(t, "a.txt", kv+"\"x, \\\"}\"}\n", "VALID")
	expect(t, "a.txt", kv+"\"\"}\n", "INVALID")
}
