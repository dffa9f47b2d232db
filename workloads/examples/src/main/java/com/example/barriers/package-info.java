/** Clients that start together. */
package com.example.barriers;
