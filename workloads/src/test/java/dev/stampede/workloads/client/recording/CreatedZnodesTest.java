package dev.stampede.workloads.client.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreatedZnodesTest {
    private static final long SESSION = 0x10;

    private final CreatedZnodes creations = new CreatedZnodes();

    @BeforeEach
    void open() {
        creations.session(SESSION);
    }

    private void create(String path, long czxid, long owner) {
        creations.answered(Opcode.CREATE, path, null, new ZnodeStat(czxid, czxid, czxid, 0, 0, 0, 0, owner, 0, 0));
    }

    @Test
    void token_since_is_that_of_the_lock_and_not_of_a_younger_presence_node() {
        long mark = creations.count();
        create("/locks/a/x-1", 7, SESSION);
        create("/presence/c1", 8, SESSION);

        assertThat(creations.tokenSince(mark, "/locks/a")).isEqualTo(7);
    }

    @Test
    void token_since_is_the_only_one_where_the_lock_is_elsewhere() {
        long mark = creations.count();
        create("/mine/x-1", 7, SESSION);

        assertThat(creations.tokenSince(mark, "/locks/a")).isEqualTo(7);
    }

    @Test
    void token_since_is_unknown_where_several_were_created_elsewhere() {
        long mark = creations.count();
        create("/mine/x-1", 7, SESSION);
        create("/presence/c1", 8, SESSION);

        assertThat(creations.tokenSince(mark, "/locks/a")).isZero();
    }

    @Test
    void token_since_does_not_know_what_was_created_before_the_mark_or_is_no_ephemeral_or_was_deleted() {
        create("/locks/a/x-1", 7, SESSION);
        long mark = creations.count();
        create("/locks/a", 8, 0);
        assertThat(creations.tokenSince(mark, "/locks/a")).isZero();

        create("/locks/a/x-2", 9, SESSION);
        creations.deleting("/locks/a/x-2");
        assertThat(creations.tokenSince(mark, "/locks/a")).isZero();
    }

    @Test
    void token_since_is_known_from_a_read_where_the_answer_to_the_create_was_lost() {
        create("/presence/c1", 5, SESSION);
        long mark = creations.count();
        creations.answered(Opcode.EXISTS, "/locks/a/x-1", null, new ZnodeStat(7, 7, 7, 0, 0, 0, 0, SESSION, 0, 0));

        assertThat(creations.tokenSince(mark, "/locks/a")).isEqualTo(7);
    }

    @Test
    void token_since_does_not_take_a_znode_that_is_read_again_for_a_new_one() {
        create("/presence/c1", 5, SESSION);
        long mark = creations.count();
        creations.answered(Opcode.EXISTS, "/presence/c1", null, new ZnodeStat(5, 5, 5, 0, 0, 0, 0, SESSION, 0, 0));

        assertThat(creations.tokenSince(mark, "/locks/a")).isZero();
    }
}
