// Command porcupinebench measures Porcupine on recorded histories, for a comparison with Stampede's checker.
//
// It reads every file first. Then it decides each one in this process, once and, as long as that is quick, again and
// again, and prints one JSON object a line: file, verdict, operations, firstMillis (of the first time), millis (the
// median of all times), samples.
//
// The format follows from the name: .log are Jepsen's log lines of a compare-and-set register that holds nil at first,
// .edn are Knossos' maps of a register that holds 0 at first, all others are maps with a key, of a key-value store.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"
)

type result struct {
	File        string  `json:"file"`
	Verdict     string  `json:"verdict"`
	Operations  int     `json:"operations"`
	FirstMillis float64 `json:"firstMillis"`
	Millis      float64 `json:"millis"`
	Samples     int     `json:"samples"`
}

func main() {
	timeout := flag.Duration("timeout", 10*time.Second, "what one check may take")
	spend := flag.Duration("spend", 100*time.Millisecond, "repeat quick checks for so long")
	most := flag.Int("most", 50, "repeat quick checks so often at most")
	flag.Parse()
	histories := make([]history, 0, flag.NArg())
	for _, file := range flag.Args() {
		h, err := read(file)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(64)
		}
		histories = append(histories, h)
	}
	out := json.NewEncoder(os.Stdout)
	for _, h := range histories {
		if err := out.Encode(measure(h, *timeout, *spend, *most)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
	}
}

func measure(h history, timeout, spend time.Duration, most int) result {
	var verdict porcupine.CheckResult
	var millis []float64
	for begin := time.Now(); len(millis) == 0 || (len(millis) < most && time.Since(begin) < spend); {
		start := time.Now()
		verdict = porcupine.CheckEventsTimeout(h.model, h.events, timeout)
		millis = append(millis, float64(time.Since(start).Nanoseconds())/1e6)
	}
	first := millis[0]
	sort.Float64s(millis)
	return result{h.file, words(verdict), len(h.events) / 2, first, millis[len(millis)/2], len(millis)}
}

func words(verdict porcupine.CheckResult) string {
	switch verdict {
	case porcupine.Ok:
		return "VALID"
	case porcupine.Illegal:
		return "INVALID"
	default:
		return "INCONCLUSIVE"
	}
}
