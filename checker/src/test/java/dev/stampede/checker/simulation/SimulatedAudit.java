package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The audit at the end of a run: it reads the trees of all members, which have applied everything. */
final class SimulatedAudit {
    private SimulatedAudit() {}

    static void run(SimulatedEnsemble ensemble, VirtualTime time, RunRecorder recorder) {
        for (Phase phase : List.of(Phase.AUDIT, Phase.AUDIT_AGAIN)) {
            recorder.add(new Event.PhaseBegan(phase, time.tick()));
            for (SimulatedMember member : ensemble.members()) {
                ZnodeTree tree = member.tree();
                List<String> paths = new ArrayList<>(new TreeSet<>(tree.paths()));
                for (String path : paths) {
                    ZnodeStat stat = tree.stat(path);
                    if (stat != null) {
                        String digest = Integer.toHexString(tree.dataOf(path).hashCode());
                        recorder.add(new Event.ZnodeAudited(member.number(), path, stat, digest, "world", time.tick()));
                    }
                }
                recorder.add(new Event.MemberAudited(member.number(), tree.zxid(), paths.size(), null, time.tick()));
                recorder.add(new Event.WriteAudited(member.number(), null, time.tick()));
            }
            recorder.add(new Event.SessionsAudited(List.copyOf(ensemble.alive()), time.tick()));
            recorder.add(new Event.MarkersAudited(10, List.of(), time.tick()));
        }
    }
}
