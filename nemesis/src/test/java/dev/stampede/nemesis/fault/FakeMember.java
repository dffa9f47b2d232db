package dev.stampede.nemesis.fault;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Member;
import java.util.List;

/** A fake member. Tests can make its operations ineffective or let them fail. */
public final class FakeMember implements Member {
    private final int number;
    public volatile boolean alive = true;
    public volatile boolean paused;
    public volatile MemberRole role = MemberRole.FOLLOWING;
    public volatile long epoch = 1;
    public volatile boolean deaf;
    public volatile boolean brokenLook;
    public volatile int failingRestarts;
    public volatile int restarts;
    public volatile int resumes;

    public final FakeResources resources = new FakeResources(this);

    FakeMember(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public boolean voting() {
        return true;
    }

    @Override
    public String version() {
        return "3.9.5";
    }

    @Override
    public Status status() {
        MemberRole now = !alive ? MemberRole.DOWN : paused ? MemberRole.PAUSED : role;
        return new Status(now, epoch, 0, "fake");
    }

    @Override
    public String directAddress() {
        return "direct-" + number;
    }

    @Override
    public void start() {
        alive = true;
    }

    @Override
    public void kill() {
        if (!deaf) {
            alive = false;
            paused = false;
        }
    }

    @Override
    public synchronized void restart(String version) {
        if (failingRestarts > 0) {
            failingRestarts--;
            throw new FaultException("the port is taken");
        }
        restarts++;
        alive = true;
    }

    @Override
    public void pause() {
        if (!deaf) {
            paused = true;
        }
    }

    @Override
    public synchronized void resume() {
        resumes++;
        paused = false;
    }

    @Override
    public boolean alive() {
        return alive;
    }

    @Override
    public boolean paused() {
        if (brokenLook) {
            throw new IllegalStateException("the operating system does not answer");
        }
        return paused;
    }

    @Override
    public FakeResources resources() {
        return resources;
    }

    @Override
    public List<String> log(int atMost) {
        return List.of();
    }
}
