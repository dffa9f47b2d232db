/** Locks that exclude other clients. */
package com.example.locks;
