-- A row for each run, and tables of what belongs to it. Values that are not finite are kept: double precision has them.

create table run (
    id          text primary key,
    experiment  text not null,
    state       text not null,
    started     timestamptz not null,
    ended       timestamptz,
    message     text not null,
    seed        bigint not null,
    sluice      text not null,
    commit      text,
    branch      text,
    dirty       boolean,
    data_sha256 text,
    continues   text,
    repeats     text,
    group_first text,
    tags        text[] not null,
    note        text not null,
    sent        timestamptz not null default now()
);

create table option (
    run    text not null references run on delete cascade,
    name   text not null,
    value  text not null,
    -- The same as a number, where it is one.
    number double precision,
    primary key (run, name)
);

create table metric (
    run   text not null references run on delete cascade,
    name  text not null,
    -- Figures of the test part have the epoch of the best weights.
    epoch integer not null,
    value double precision not null,
    time  timestamptz not null,
    primary key (run, name, epoch)
);

create table artifact (
    run    text not null references run on delete cascade,
    file   text not null,
    sha256 text not null,
    primary key (run, file)
);

create index option_name on option (name, value);
create index metric_name on metric (name);
create index artifact_sha256 on artifact (sha256);
