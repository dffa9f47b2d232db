package com.example.users;

/** As {@link SolrLikeElector}, but it leads as soon as its predecessor is gone. */
public class SolrLikeElectorThatTrustsItsPredecessor extends SolrLikeElector {
    public SolrLikeElectorThatTrustsItsPredecessor(String connectString) {
        super(connectString);
    }

    @Override
    protected void predecessorGone() {
        lead();
    }
}
