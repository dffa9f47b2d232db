/** Numbers that each client gets once. */
package com.example.counters;
