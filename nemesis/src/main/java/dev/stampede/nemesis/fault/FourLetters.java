package dev.stampede.nemesis.fault;

/** Asks a member one of ZooKeeper's four-letter words. */
@FunctionalInterface
interface FourLetters {

    /** What it answered; empty if it did not within about a second. */
    String ask(String address, String word);
}
