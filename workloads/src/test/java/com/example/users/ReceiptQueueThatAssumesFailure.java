package com.example.users;

import org.apache.curator.framework.CuratorFramework;

/** Assumes that a transaction with a lost answer did not take effect. */
public class ReceiptQueueThatAssumesFailure extends ReceiptQueue {
    public ReceiptQueueThatAssumesFailure(CuratorFramework curator) {
        super(curator);
    }

    @Override
    protected boolean tookEffect(byte[] written) throws Exception {
        super.tookEffect(written);
        return false;
    }
}
