/** Where the server was last reached, for the commands that print an address of it. */
export function serverAddress(): string[] {
  return ['create table server_address (id integer primary key, dashboard text not null)'];
}
