namespace Akka.P2P.Protocol;

using Akka.P2P.Core.Identity;

/// <summary>
/// May leave the process. Such a type is frozen the day it ships: its name, its members and its numbers are what nodes of two
/// versions meet by, and a test holds the list. Every list in it is short enough for one frame; what is longer travels in pages.
/// </summary>
public interface IWireMessage;

/// <summary>Is about one torrent.</summary>
public interface IWithTorrent
{
    TorrentId Torrent { get; }
}

/// <summary>Carries the id of a question; the answer, which may come late, echoes it.</summary>
public interface IWithRequest
{
    Guid RequestId { get; }
}

/// <summary>Goes to the peer that shares the torrent, and there to the actor that does.</summary>
public interface IToSeeder : IWireMessage, IWithTorrent;

/// <summary>Goes to a peer, and there to the actor that talks with others.</summary>
public interface IToTalk : IWireMessage, IWithRequest;
