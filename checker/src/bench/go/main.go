// Command porcupinebench measures Porcupine on recorded histories, for a comparison with Stampede's checker.
//
// It reads every file first. Then it decides each one in this process, fast ones repeatedly, and prints one JSON object
// per line: file, verdict, operations, firstMillis (the first duration), millis (the median of all durations), samples.
//
// The file name determines the format: .log are Jepsen's log lines of a compare-and-set register that is initially nil,
// .edn are Knossos' maps of a register that is initially 0, all others are maps with a key, of a key-value store.
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
	timeout := flag.Duration("timeout", 10*time.Second, "time limit of one check")
	spend := flag.Duration("spend", 100*time.Millisecond, "total time for repeating a fast check")
	most := flag.Int("most", 50, "maximum number of repetitions of a fast check")
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
