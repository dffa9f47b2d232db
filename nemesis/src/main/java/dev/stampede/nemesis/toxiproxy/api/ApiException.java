package dev.stampede.nemesis.toxiproxy.api;

/** Thrown for a request that the API refuses, with the status and the text of the real server. */
final class ApiException extends RuntimeException {
    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static ApiException badRequest(String detail) {
        return new ApiException(400, "bad request body: " + detail);
    }

    static ApiException missing(String field) {
        return new ApiException(400, "missing required field: " + field);
    }

    static ApiException proxyNotFound() {
        return new ApiException(404, "proxy not found");
    }

    static ApiException proxyAlreadyExists() {
        return new ApiException(409, "proxy already exists");
    }

    static ApiException invalidStream() {
        return new ApiException(400, "stream was invalid, can be either upstream or downstream");
    }

    static ApiException invalidToxicType() {
        return new ApiException(400, "invalid toxic type");
    }

    static ApiException toxicAlreadyExists() {
        return new ApiException(409, "toxic already exists");
    }

    static ApiException toxicNotFound() {
        return new ApiException(404, "toxic not found");
    }
}
