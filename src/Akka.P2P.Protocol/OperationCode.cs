namespace Akka.P2P.Protocol;

/// <summary>What was asked for. Numbered by hand: the numbers travel. 191 to 194 and 196 to 199 are ours, the others the seed's.</summary>
public enum OperationCode
{
    None = 0,
    GetList = 100,
    GetTorrent = 110,
    StartSeed = 120,
    StopSeed = 130,
    UploadFile = 140,
    Interested = 150,
    Uninterested = 160,
    Choked = 170,
    Unchoked = 180,
    GetPeers = 190,
    ListPeers = 191,
    Broadcast = 192,
    OfferFile = 193,
    WatchPeers = 194,
    GetChunk = 195,
    Register = 196,
    Unregister = 197,
    Announce = 198,
    GetMetainfo = 199,
}
