/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const mrp = $root.mrp = (() => {

    const mrp = {};

    mrp.ProtocolMessage = (function() {

        const ProtocolMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ProtocolMessage.prototype.type = null;
        ProtocolMessage.prototype.identifier = null;
        ProtocolMessage.prototype.authenticationToken = null;
        ProtocolMessage.prototype.errorCode = null;
        ProtocolMessage.prototype.timestamp = null;
        ProtocolMessage.prototype.errorDescription = null;
        ProtocolMessage.prototype.uniqueIdentifier = null;
        ProtocolMessage.prototype.sendCommand = null;
        ProtocolMessage.prototype.sendCommandResult = null;
        ProtocolMessage.prototype.setState = null;
        ProtocolMessage.prototype.sendHidEvent = null;
        ProtocolMessage.prototype.deviceInfo = null;
        ProtocolMessage.prototype.clientUpdatesConfig = null;
        ProtocolMessage.prototype.volumeControlAvailability = null;
        ProtocolMessage.prototype.keyboard = null;
        ProtocolMessage.prototype.getKeyboardSession = null;
        ProtocolMessage.prototype.playbackQueueRequest = null;
        ProtocolMessage.prototype.cryptoPairing = null;
        ProtocolMessage.prototype.setConnectionState = null;
        ProtocolMessage.prototype.wakeDevice = null;
        ProtocolMessage.prototype.generic = null;
        ProtocolMessage.prototype.setNowPlayingClient = null;
        ProtocolMessage.prototype.setNowPlayingPlayer = null;
        ProtocolMessage.prototype.modifyOutputContextRequest = null;
        ProtocolMessage.prototype.getVolume = null;
        ProtocolMessage.prototype.getVolumeResult = null;
        ProtocolMessage.prototype.setVolume = null;
        ProtocolMessage.prototype.volumeDidChange = null;
        ProtocolMessage.prototype.removeClient = null;
        ProtocolMessage.prototype.removePlayer = null;
        ProtocolMessage.prototype.updateClient = null;
        ProtocolMessage.prototype.updateContentItem = null;
        ProtocolMessage.prototype.updateContentItemArtwork = null;
        ProtocolMessage.prototype.volumeControlCapabilitiesDidChange = null;
        ProtocolMessage.prototype.updateOutputDevice = null;
        ProtocolMessage.prototype.setDefaultSupportedCommands = null;
        ProtocolMessage.prototype.configureConnection = null;

        ProtocolMessage.create = function(properties) {
            return new ProtocolMessage(properties);
        };

        ProtocolMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                writer.uint32(8).uint32(message.type);
            if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                writer.uint32(18).string(message.identifier);
            if (message.authenticationToken != null && $Object.hasOwnProperty.call(message, "authenticationToken"))
                writer.uint32(26).string(message.authenticationToken);
            if (message.errorCode != null && $Object.hasOwnProperty.call(message, "errorCode"))
                writer.uint32(32).int32(message.errorCode);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                writer.uint32(40).uint64(message.timestamp);
            if (message.sendCommand != null && $Object.hasOwnProperty.call(message, "sendCommand"))
                $root.mrp.SendCommand.encode(message.sendCommand, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.sendCommandResult != null && $Object.hasOwnProperty.call(message, "sendCommandResult"))
                $root.mrp.SendCommandResult.encode(message.sendCommandResult, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.setState != null && $Object.hasOwnProperty.call(message, "setState"))
                $root.mrp.SetState.encode(message.setState, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.sendHidEvent != null && $Object.hasOwnProperty.call(message, "sendHidEvent"))
                $root.mrp.SendHidEvent.encode(message.sendHidEvent, writer.uint32(106).fork(), _depth + 1).ldelim();
            if (message.deviceInfo != null && $Object.hasOwnProperty.call(message, "deviceInfo"))
                $root.mrp.DeviceInfo.encode(message.deviceInfo, writer.uint32(162).fork(), _depth + 1).ldelim();
            if (message.clientUpdatesConfig != null && $Object.hasOwnProperty.call(message, "clientUpdatesConfig"))
                $root.mrp.ClientUpdatesConfig.encode(message.clientUpdatesConfig, writer.uint32(170).fork(), _depth + 1).ldelim();
            if (message.volumeControlAvailability != null && $Object.hasOwnProperty.call(message, "volumeControlAvailability"))
                $root.mrp.VolumeControlAvailability.encode(message.volumeControlAvailability, writer.uint32(178).fork(), _depth + 1).ldelim();
            if (message.keyboard != null && $Object.hasOwnProperty.call(message, "keyboard"))
                $root.mrp.Keyboard.encode(message.keyboard, writer.uint32(226).fork(), _depth + 1).ldelim();
            if (message.getKeyboardSession != null && $Object.hasOwnProperty.call(message, "getKeyboardSession"))
                writer.uint32(234).string(message.getKeyboardSession);
            if (message.playbackQueueRequest != null && $Object.hasOwnProperty.call(message, "playbackQueueRequest"))
                $root.mrp.PlaybackQueueRequest.encode(message.playbackQueueRequest, writer.uint32(298).fork(), _depth + 1).ldelim();
            if (message.cryptoPairing != null && $Object.hasOwnProperty.call(message, "cryptoPairing"))
                $root.mrp.CryptoPairing.encode(message.cryptoPairing, writer.uint32(314).fork(), _depth + 1).ldelim();
            if (message.setConnectionState != null && $Object.hasOwnProperty.call(message, "setConnectionState"))
                $root.mrp.SetConnectionState.encode(message.setConnectionState, writer.uint32(338).fork(), _depth + 1).ldelim();
            if (message.wakeDevice != null && $Object.hasOwnProperty.call(message, "wakeDevice"))
                $root.mrp.WakeDevice.encode(message.wakeDevice, writer.uint32(362).fork(), _depth + 1).ldelim();
            if (message.generic != null && $Object.hasOwnProperty.call(message, "generic"))
                $root.mrp.Generic.encode(message.generic, writer.uint32(370).fork(), _depth + 1).ldelim();
            if (message.setNowPlayingClient != null && $Object.hasOwnProperty.call(message, "setNowPlayingClient"))
                $root.mrp.SetNowPlayingClient.encode(message.setNowPlayingClient, writer.uint32(402).fork(), _depth + 1).ldelim();
            if (message.setNowPlayingPlayer != null && $Object.hasOwnProperty.call(message, "setNowPlayingPlayer"))
                $root.mrp.SetNowPlayingPlayer.encode(message.setNowPlayingPlayer, writer.uint32(410).fork(), _depth + 1).ldelim();
            if (message.modifyOutputContextRequest != null && $Object.hasOwnProperty.call(message, "modifyOutputContextRequest"))
                $root.mrp.ModifyOutputContextRequest.encode(message.modifyOutputContextRequest, writer.uint32(418).fork(), _depth + 1).ldelim();
            if (message.getVolume != null && $Object.hasOwnProperty.call(message, "getVolume"))
                $root.mrp.GetVolume.encode(message.getVolume, writer.uint32(426).fork(), _depth + 1).ldelim();
            if (message.getVolumeResult != null && $Object.hasOwnProperty.call(message, "getVolumeResult"))
                $root.mrp.GetVolumeResult.encode(message.getVolumeResult, writer.uint32(434).fork(), _depth + 1).ldelim();
            if (message.setVolume != null && $Object.hasOwnProperty.call(message, "setVolume"))
                $root.mrp.SetVolume.encode(message.setVolume, writer.uint32(442).fork(), _depth + 1).ldelim();
            if (message.volumeDidChange != null && $Object.hasOwnProperty.call(message, "volumeDidChange"))
                $root.mrp.VolumeDidChange.encode(message.volumeDidChange, writer.uint32(450).fork(), _depth + 1).ldelim();
            if (message.removeClient != null && $Object.hasOwnProperty.call(message, "removeClient"))
                $root.mrp.RemoveClient.encode(message.removeClient, writer.uint32(458).fork(), _depth + 1).ldelim();
            if (message.removePlayer != null && $Object.hasOwnProperty.call(message, "removePlayer"))
                $root.mrp.RemovePlayer.encode(message.removePlayer, writer.uint32(466).fork(), _depth + 1).ldelim();
            if (message.updateClient != null && $Object.hasOwnProperty.call(message, "updateClient"))
                $root.mrp.UpdateClient.encode(message.updateClient, writer.uint32(474).fork(), _depth + 1).ldelim();
            if (message.updateContentItem != null && $Object.hasOwnProperty.call(message, "updateContentItem"))
                $root.mrp.UpdateContentItem.encode(message.updateContentItem, writer.uint32(482).fork(), _depth + 1).ldelim();
            if (message.updateContentItemArtwork != null && $Object.hasOwnProperty.call(message, "updateContentItemArtwork"))
                $root.mrp.UpdateContentItemArtwork.encode(message.updateContentItemArtwork, writer.uint32(490).fork(), _depth + 1).ldelim();
            if (message.volumeControlCapabilitiesDidChange != null && $Object.hasOwnProperty.call(message, "volumeControlCapabilitiesDidChange"))
                $root.mrp.VolumeControlCapabilitiesDidChange.encode(message.volumeControlCapabilitiesDidChange, writer.uint32(546).fork(), _depth + 1).ldelim();
            if (message.updateOutputDevice != null && $Object.hasOwnProperty.call(message, "updateOutputDevice"))
                $root.mrp.UpdateOutputDevice.encode(message.updateOutputDevice, writer.uint32(554).fork(), _depth + 1).ldelim();
            if (message.setDefaultSupportedCommands != null && $Object.hasOwnProperty.call(message, "setDefaultSupportedCommands"))
                $root.mrp.SetDefaultSupportedCommands.encode(message.setDefaultSupportedCommands, writer.uint32(602).fork(), _depth + 1).ldelim();
            if (message.errorDescription != null && $Object.hasOwnProperty.call(message, "errorDescription"))
                writer.uint32(626).string(message.errorDescription);
            if (message.uniqueIdentifier != null && $Object.hasOwnProperty.call(message, "uniqueIdentifier"))
                writer.uint32(682).string(message.uniqueIdentifier);
            if (message.configureConnection != null && $Object.hasOwnProperty.call(message, "configureConnection"))
                $root.mrp.ConfigureConnection.encode(message.configureConnection, writer.uint32(754).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ProtocolMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ProtocolMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.type = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.identifier = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.authenticationToken = reader.string();
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.errorCode = reader.int32();
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.timestamp = reader.uint64();
                        continue;
                    }
                case 78: {
                        if (wireType !== 2)
                            break;
                        message.errorDescription = reader.string();
                        continue;
                    }
                case 85: {
                        if (wireType !== 2)
                            break;
                        message.uniqueIdentifier = reader.string();
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.sendCommand = $root.mrp.SendCommand.decode(reader, reader.size(), $undefined, _depth + 1, message.sendCommand);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.sendCommandResult = $root.mrp.SendCommandResult.decode(reader, reader.size(), $undefined, _depth + 1, message.sendCommandResult);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.setState = $root.mrp.SetState.decode(reader, reader.size(), $undefined, _depth + 1, message.setState);
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.sendHidEvent = $root.mrp.SendHidEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.sendHidEvent);
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.deviceInfo = $root.mrp.DeviceInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.deviceInfo);
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.clientUpdatesConfig = $root.mrp.ClientUpdatesConfig.decode(reader, reader.size(), $undefined, _depth + 1, message.clientUpdatesConfig);
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.volumeControlAvailability = $root.mrp.VolumeControlAvailability.decode(reader, reader.size(), $undefined, _depth + 1, message.volumeControlAvailability);
                        continue;
                    }
                case 28: {
                        if (wireType !== 2)
                            break;
                        message.keyboard = $root.mrp.Keyboard.decode(reader, reader.size(), $undefined, _depth + 1, message.keyboard);
                        continue;
                    }
                case 29: {
                        if (wireType !== 2)
                            break;
                        message.getKeyboardSession = reader.string();
                        continue;
                    }
                case 37: {
                        if (wireType !== 2)
                            break;
                        message.playbackQueueRequest = $root.mrp.PlaybackQueueRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.playbackQueueRequest);
                        continue;
                    }
                case 39: {
                        if (wireType !== 2)
                            break;
                        message.cryptoPairing = $root.mrp.CryptoPairing.decode(reader, reader.size(), $undefined, _depth + 1, message.cryptoPairing);
                        continue;
                    }
                case 42: {
                        if (wireType !== 2)
                            break;
                        message.setConnectionState = $root.mrp.SetConnectionState.decode(reader, reader.size(), $undefined, _depth + 1, message.setConnectionState);
                        continue;
                    }
                case 45: {
                        if (wireType !== 2)
                            break;
                        message.wakeDevice = $root.mrp.WakeDevice.decode(reader, reader.size(), $undefined, _depth + 1, message.wakeDevice);
                        continue;
                    }
                case 46: {
                        if (wireType !== 2)
                            break;
                        message.generic = $root.mrp.Generic.decode(reader, reader.size(), $undefined, _depth + 1, message.generic);
                        continue;
                    }
                case 50: {
                        if (wireType !== 2)
                            break;
                        message.setNowPlayingClient = $root.mrp.SetNowPlayingClient.decode(reader, reader.size(), $undefined, _depth + 1, message.setNowPlayingClient);
                        continue;
                    }
                case 51: {
                        if (wireType !== 2)
                            break;
                        message.setNowPlayingPlayer = $root.mrp.SetNowPlayingPlayer.decode(reader, reader.size(), $undefined, _depth + 1, message.setNowPlayingPlayer);
                        continue;
                    }
                case 52: {
                        if (wireType !== 2)
                            break;
                        message.modifyOutputContextRequest = $root.mrp.ModifyOutputContextRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.modifyOutputContextRequest);
                        continue;
                    }
                case 53: {
                        if (wireType !== 2)
                            break;
                        message.getVolume = $root.mrp.GetVolume.decode(reader, reader.size(), $undefined, _depth + 1, message.getVolume);
                        continue;
                    }
                case 54: {
                        if (wireType !== 2)
                            break;
                        message.getVolumeResult = $root.mrp.GetVolumeResult.decode(reader, reader.size(), $undefined, _depth + 1, message.getVolumeResult);
                        continue;
                    }
                case 55: {
                        if (wireType !== 2)
                            break;
                        message.setVolume = $root.mrp.SetVolume.decode(reader, reader.size(), $undefined, _depth + 1, message.setVolume);
                        continue;
                    }
                case 56: {
                        if (wireType !== 2)
                            break;
                        message.volumeDidChange = $root.mrp.VolumeDidChange.decode(reader, reader.size(), $undefined, _depth + 1, message.volumeDidChange);
                        continue;
                    }
                case 57: {
                        if (wireType !== 2)
                            break;
                        message.removeClient = $root.mrp.RemoveClient.decode(reader, reader.size(), $undefined, _depth + 1, message.removeClient);
                        continue;
                    }
                case 58: {
                        if (wireType !== 2)
                            break;
                        message.removePlayer = $root.mrp.RemovePlayer.decode(reader, reader.size(), $undefined, _depth + 1, message.removePlayer);
                        continue;
                    }
                case 59: {
                        if (wireType !== 2)
                            break;
                        message.updateClient = $root.mrp.UpdateClient.decode(reader, reader.size(), $undefined, _depth + 1, message.updateClient);
                        continue;
                    }
                case 60: {
                        if (wireType !== 2)
                            break;
                        message.updateContentItem = $root.mrp.UpdateContentItem.decode(reader, reader.size(), $undefined, _depth + 1, message.updateContentItem);
                        continue;
                    }
                case 61: {
                        if (wireType !== 2)
                            break;
                        message.updateContentItemArtwork = $root.mrp.UpdateContentItemArtwork.decode(reader, reader.size(), $undefined, _depth + 1, message.updateContentItemArtwork);
                        continue;
                    }
                case 68: {
                        if (wireType !== 2)
                            break;
                        message.volumeControlCapabilitiesDidChange = $root.mrp.VolumeControlCapabilitiesDidChange.decode(reader, reader.size(), $undefined, _depth + 1, message.volumeControlCapabilitiesDidChange);
                        continue;
                    }
                case 69: {
                        if (wireType !== 2)
                            break;
                        message.updateOutputDevice = $root.mrp.UpdateOutputDevice.decode(reader, reader.size(), $undefined, _depth + 1, message.updateOutputDevice);
                        continue;
                    }
                case 75: {
                        if (wireType !== 2)
                            break;
                        message.setDefaultSupportedCommands = $root.mrp.SetDefaultSupportedCommands.decode(reader, reader.size(), $undefined, _depth + 1, message.setDefaultSupportedCommands);
                        continue;
                    }
                case 94: {
                        if (wireType !== 2)
                            break;
                        message.configureConnection = $root.mrp.ConfigureConnection.decode(reader, reader.size(), $undefined, _depth + 1, message.configureConnection);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ProtocolMessage;
    })();

    mrp.SendCommand = (function() {

        const SendCommand = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SendCommand.prototype.command = null;
        SendCommand.prototype.options = null;
        SendCommand.prototype.playerPath = null;

        SendCommand.create = function(properties) {
            return new SendCommand(properties);
        };

        SendCommand.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                writer.uint32(8).uint32(message.command);
            if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                $root.mrp.CommandOptions.encode(message.options, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SendCommand.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SendCommand();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.command = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.options = $root.mrp.CommandOptions.decode(reader, reader.size(), $undefined, _depth + 1, message.options);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SendCommand;
    })();

    mrp.CommandOptions = (function() {

        const CommandOptions = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CommandOptions.prototype.externalPlayerCommand = null;
        CommandOptions.prototype.skipInterval = null;
        CommandOptions.prototype.playbackRate = null;
        CommandOptions.prototype.playbackPosition = null;
        CommandOptions.prototype.repeatMode = null;
        CommandOptions.prototype.shuffleMode = null;
        CommandOptions.prototype.sendOptions = null;
        CommandOptions.prototype.contentItemIdentifier = null;
        CommandOptions.prototype.languageOption = null;

        CommandOptions.create = function(properties) {
            return new CommandOptions(properties);
        };

        CommandOptions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.externalPlayerCommand != null && $Object.hasOwnProperty.call(message, "externalPlayerCommand"))
                writer.uint32(32).bool(message.externalPlayerCommand);
            if (message.skipInterval != null && $Object.hasOwnProperty.call(message, "skipInterval"))
                writer.uint32(45).float(message.skipInterval);
            if (message.playbackRate != null && $Object.hasOwnProperty.call(message, "playbackRate"))
                writer.uint32(53).float(message.playbackRate);
            if (message.playbackPosition != null && $Object.hasOwnProperty.call(message, "playbackPosition"))
                writer.uint32(73).double(message.playbackPosition);
            if (message.repeatMode != null && $Object.hasOwnProperty.call(message, "repeatMode"))
                writer.uint32(80).uint32(message.repeatMode);
            if (message.shuffleMode != null && $Object.hasOwnProperty.call(message, "shuffleMode"))
                writer.uint32(88).uint32(message.shuffleMode);
            if (message.sendOptions != null && $Object.hasOwnProperty.call(message, "sendOptions"))
                writer.uint32(136).uint32(message.sendOptions);
            if (message.contentItemIdentifier != null && $Object.hasOwnProperty.call(message, "contentItemIdentifier"))
                writer.uint32(194).string(message.contentItemIdentifier);
            if (message.languageOption != null && $Object.hasOwnProperty.call(message, "languageOption"))
                writer.uint32(218).bytes(message.languageOption);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CommandOptions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.CommandOptions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.externalPlayerCommand = reader.bool();
                        continue;
                    }
                case 5: {
                        if (wireType !== 5)
                            break;
                        message.skipInterval = reader.float();
                        continue;
                    }
                case 6: {
                        if (wireType !== 5)
                            break;
                        message.playbackRate = reader.float();
                        continue;
                    }
                case 9: {
                        if (wireType !== 1)
                            break;
                        message.playbackPosition = reader.double();
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.repeatMode = reader.uint32();
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.shuffleMode = reader.uint32();
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        message.sendOptions = reader.uint32();
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        message.contentItemIdentifier = reader.string();
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        message.languageOption = reader.bytes();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CommandOptions;
    })();

    mrp.SendCommandResult = (function() {

        const SendCommandResult = function (properties) {
            this.handlerReturnStatusDatas = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SendCommandResult.prototype.sendError = null;
        SendCommandResult.prototype.handlerReturnStatus = null;
        SendCommandResult.prototype.handlerReturnStatusDatas = $util.emptyArray;
        SendCommandResult.prototype.commandIdentifier = null;
        SendCommandResult.prototype.playerPath = null;
        SendCommandResult.prototype.commandResult = null;

        SendCommandResult.create = function(properties) {
            return new SendCommandResult(properties);
        };

        SendCommandResult.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.sendError != null && $Object.hasOwnProperty.call(message, "sendError"))
                writer.uint32(8).uint32(message.sendError);
            if (message.handlerReturnStatus != null && $Object.hasOwnProperty.call(message, "handlerReturnStatus"))
                writer.uint32(16).uint32(message.handlerReturnStatus);
            if (message.handlerReturnStatusDatas != null && message.handlerReturnStatusDatas.length)
                for (let i = 0; i < message.handlerReturnStatusDatas.length; ++i)
                    writer.uint32(26).bytes(message.handlerReturnStatusDatas[i]);
            if (message.commandIdentifier != null && $Object.hasOwnProperty.call(message, "commandIdentifier"))
                writer.uint32(34).string(message.commandIdentifier);
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.commandResult != null && $Object.hasOwnProperty.call(message, "commandResult"))
                $root.mrp.CommandResult.encode(message.commandResult, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SendCommandResult.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SendCommandResult();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.sendError = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.handlerReturnStatus = reader.uint32();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.handlerReturnStatusDatas && message.handlerReturnStatusDatas.length))
                            message.handlerReturnStatusDatas = [];
                        message.handlerReturnStatusDatas.push(reader.bytes());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.commandIdentifier = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.commandResult = $root.mrp.CommandResult.decode(reader, reader.size(), $undefined, _depth + 1, message.commandResult);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SendCommandResult;
    })();

    mrp.CommandResult = (function() {

        const CommandResult = function (properties) {
            this.statuses = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CommandResult.prototype.playerPath = null;
        CommandResult.prototype.sendError = null;
        CommandResult.prototype.statuses = $util.emptyArray;

        CommandResult.create = function(properties) {
            return new CommandResult(properties);
        };

        CommandResult.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.sendError != null && $Object.hasOwnProperty.call(message, "sendError"))
                writer.uint32(16).uint32(message.sendError);
            if (message.statuses != null && message.statuses.length)
                for (let i = 0; i < message.statuses.length; ++i)
                    $root.mrp.CommandResultStatus.encode(message.statuses[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CommandResult.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.CommandResult();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.sendError = reader.uint32();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.statuses && message.statuses.length))
                            message.statuses = [];
                        message.statuses.push($root.mrp.CommandResultStatus.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CommandResult;
    })();

    mrp.CommandResultStatus = (function() {

        const CommandResultStatus = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CommandResultStatus.prototype.statusCode = null;
        CommandResultStatus.prototype.type = null;

        CommandResultStatus.create = function(properties) {
            return new CommandResultStatus(properties);
        };

        CommandResultStatus.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.statusCode != null && $Object.hasOwnProperty.call(message, "statusCode"))
                writer.uint32(8).uint32(message.statusCode);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                writer.uint32(16).uint32(message.type);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CommandResultStatus.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.CommandResultStatus();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.statusCode = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.type = reader.uint32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CommandResultStatus;
    })();

    mrp.CommandInfo = (function() {

        const CommandInfo = function (properties) {
            this.preferredIntervals = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CommandInfo.prototype.command = null;
        CommandInfo.prototype.enabled = null;
        CommandInfo.prototype.active = null;
        CommandInfo.prototype.preferredIntervals = $util.emptyArray;
        CommandInfo.prototype.repeatMode = null;
        CommandInfo.prototype.shuffleMode = null;
        CommandInfo.prototype.skipInterval = null;
        CommandInfo.prototype.canScrub = null;

        CommandInfo.create = function(properties) {
            return new CommandInfo(properties);
        };

        CommandInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.command != null && $Object.hasOwnProperty.call(message, "command"))
                writer.uint32(8).uint32(message.command);
            if (message.enabled != null && $Object.hasOwnProperty.call(message, "enabled"))
                writer.uint32(16).bool(message.enabled);
            if (message.active != null && $Object.hasOwnProperty.call(message, "active"))
                writer.uint32(24).bool(message.active);
            if (message.preferredIntervals != null && message.preferredIntervals.length)
                for (let i = 0; i < message.preferredIntervals.length; ++i)
                    writer.uint32(33).double(message.preferredIntervals[i]);
            if (message.repeatMode != null && $Object.hasOwnProperty.call(message, "repeatMode"))
                writer.uint32(80).uint32(message.repeatMode);
            if (message.shuffleMode != null && $Object.hasOwnProperty.call(message, "shuffleMode"))
                writer.uint32(88).uint32(message.shuffleMode);
            if (message.skipInterval != null && $Object.hasOwnProperty.call(message, "skipInterval"))
                writer.uint32(104).int32(message.skipInterval);
            if (message.canScrub != null && $Object.hasOwnProperty.call(message, "canScrub"))
                writer.uint32(128).int32(message.canScrub);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CommandInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.CommandInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.command = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.enabled = reader.bool();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.active = reader.bool();
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.preferredIntervals && message.preferredIntervals.length))
                                message.preferredIntervals = [];
                            reader.doubles(message.preferredIntervals);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.preferredIntervals && message.preferredIntervals.length))
                            message.preferredIntervals = [];
                        message.preferredIntervals.push(reader.double());
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.repeatMode = reader.uint32();
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.shuffleMode = reader.uint32();
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        message.skipInterval = reader.int32();
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        message.canScrub = reader.int32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CommandInfo;
    })();

    mrp.SupportedCommands = (function() {

        const SupportedCommands = function (properties) {
            this.supportedCommands = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SupportedCommands.prototype.supportedCommands = $util.emptyArray;

        SupportedCommands.create = function(properties) {
            return new SupportedCommands(properties);
        };

        SupportedCommands.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.supportedCommands != null && message.supportedCommands.length)
                for (let i = 0; i < message.supportedCommands.length; ++i)
                    $root.mrp.CommandInfo.encode(message.supportedCommands[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SupportedCommands.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SupportedCommands();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.supportedCommands && message.supportedCommands.length))
                            message.supportedCommands = [];
                        message.supportedCommands.push($root.mrp.CommandInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SupportedCommands;
    })();

    mrp.SetDefaultSupportedCommands = (function() {

        const SetDefaultSupportedCommands = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetDefaultSupportedCommands.prototype.supportedCommands = null;
        SetDefaultSupportedCommands.prototype.playerPath = null;

        SetDefaultSupportedCommands.create = function(properties) {
            return new SetDefaultSupportedCommands(properties);
        };

        SetDefaultSupportedCommands.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.supportedCommands != null && $Object.hasOwnProperty.call(message, "supportedCommands"))
                $root.mrp.SupportedCommands.encode(message.supportedCommands, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetDefaultSupportedCommands.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetDefaultSupportedCommands();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.supportedCommands = $root.mrp.SupportedCommands.decode(reader, reader.size(), $undefined, _depth + 1, message.supportedCommands);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetDefaultSupportedCommands;
    })();

    mrp.SendHidEvent = (function() {

        const SendHidEvent = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SendHidEvent.prototype.hidEventData = null;

        SendHidEvent.create = function(properties) {
            return new SendHidEvent(properties);
        };

        SendHidEvent.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.hidEventData != null && $Object.hasOwnProperty.call(message, "hidEventData"))
                writer.uint32(10).bytes(message.hidEventData);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SendHidEvent.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SendHidEvent();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.hidEventData = reader.bytes();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SendHidEvent;
    })();

    mrp.Origin = (function() {

        const Origin = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Origin.prototype.type = null;
        Origin.prototype.displayName = null;
        Origin.prototype.identifier = null;
        Origin.prototype.deviceInfo = null;

        Origin.create = function(properties) {
            return new Origin(properties);
        };

        Origin.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                writer.uint32(8).uint32(message.type);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName"))
                writer.uint32(18).string(message.displayName);
            if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                writer.uint32(24).int32(message.identifier);
            if (message.deviceInfo != null && $Object.hasOwnProperty.call(message, "deviceInfo"))
                $root.mrp.DeviceInfo.encode(message.deviceInfo, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Origin.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.Origin();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.type = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.displayName = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.identifier = reader.int32();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.deviceInfo = $root.mrp.DeviceInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.deviceInfo);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Origin;
    })();

    mrp.NowPlayingClient = (function() {

        const NowPlayingClient = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        NowPlayingClient.prototype.processIdentifier = null;
        NowPlayingClient.prototype.bundleIdentifier = null;
        NowPlayingClient.prototype.parentApplicationBundleIdentifier = null;
        NowPlayingClient.prototype.displayName = null;

        NowPlayingClient.create = function(properties) {
            return new NowPlayingClient(properties);
        };

        NowPlayingClient.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.processIdentifier != null && $Object.hasOwnProperty.call(message, "processIdentifier"))
                writer.uint32(8).int32(message.processIdentifier);
            if (message.bundleIdentifier != null && $Object.hasOwnProperty.call(message, "bundleIdentifier"))
                writer.uint32(18).string(message.bundleIdentifier);
            if (message.parentApplicationBundleIdentifier != null && $Object.hasOwnProperty.call(message, "parentApplicationBundleIdentifier"))
                writer.uint32(26).string(message.parentApplicationBundleIdentifier);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName"))
                writer.uint32(58).string(message.displayName);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        NowPlayingClient.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.NowPlayingClient();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.processIdentifier = reader.int32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.bundleIdentifier = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.parentApplicationBundleIdentifier = reader.string();
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.displayName = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NowPlayingClient;
    })();

    mrp.NowPlayingPlayer = (function() {

        const NowPlayingPlayer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        NowPlayingPlayer.prototype.identifier = null;
        NowPlayingPlayer.prototype.displayName = null;
        NowPlayingPlayer.prototype.isDefaultPlayer = null;

        NowPlayingPlayer.create = function(properties) {
            return new NowPlayingPlayer(properties);
        };

        NowPlayingPlayer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                writer.uint32(10).string(message.identifier);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName"))
                writer.uint32(18).string(message.displayName);
            if (message.isDefaultPlayer != null && $Object.hasOwnProperty.call(message, "isDefaultPlayer"))
                writer.uint32(24).bool(message.isDefaultPlayer);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        NowPlayingPlayer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.NowPlayingPlayer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.identifier = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.displayName = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.isDefaultPlayer = reader.bool();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NowPlayingPlayer;
    })();

    mrp.PlayerPath = (function() {

        const PlayerPath = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PlayerPath.prototype.origin = null;
        PlayerPath.prototype.client = null;
        PlayerPath.prototype.player = null;

        PlayerPath.create = function(properties) {
            return new PlayerPath(properties);
        };

        PlayerPath.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin"))
                $root.mrp.Origin.encode(message.origin, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                $root.mrp.NowPlayingClient.encode(message.client, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.player != null && $Object.hasOwnProperty.call(message, "player"))
                $root.mrp.NowPlayingPlayer.encode(message.player, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PlayerPath.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.PlayerPath();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.origin = $root.mrp.Origin.decode(reader, reader.size(), $undefined, _depth + 1, message.origin);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.client = $root.mrp.NowPlayingClient.decode(reader, reader.size(), $undefined, _depth + 1, message.client);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.player = $root.mrp.NowPlayingPlayer.decode(reader, reader.size(), $undefined, _depth + 1, message.player);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PlayerPath;
    })();

    mrp.SetNowPlayingClient = (function() {

        const SetNowPlayingClient = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetNowPlayingClient.prototype.client = null;

        SetNowPlayingClient.create = function(properties) {
            return new SetNowPlayingClient(properties);
        };

        SetNowPlayingClient.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                $root.mrp.NowPlayingClient.encode(message.client, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetNowPlayingClient.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetNowPlayingClient();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.client = $root.mrp.NowPlayingClient.decode(reader, reader.size(), $undefined, _depth + 1, message.client);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetNowPlayingClient;
    })();

    mrp.SetNowPlayingPlayer = (function() {

        const SetNowPlayingPlayer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetNowPlayingPlayer.prototype.playerPath = null;

        SetNowPlayingPlayer.create = function(properties) {
            return new SetNowPlayingPlayer(properties);
        };

        SetNowPlayingPlayer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetNowPlayingPlayer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetNowPlayingPlayer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetNowPlayingPlayer;
    })();

    mrp.RemoveClient = (function() {

        const RemoveClient = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RemoveClient.prototype.client = null;

        RemoveClient.create = function(properties) {
            return new RemoveClient(properties);
        };

        RemoveClient.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                $root.mrp.NowPlayingClient.encode(message.client, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RemoveClient.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.RemoveClient();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.client = $root.mrp.NowPlayingClient.decode(reader, reader.size(), $undefined, _depth + 1, message.client);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RemoveClient;
    })();

    mrp.RemovePlayer = (function() {

        const RemovePlayer = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RemovePlayer.prototype.playerPath = null;

        RemovePlayer.create = function(properties) {
            return new RemovePlayer(properties);
        };

        RemovePlayer.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RemovePlayer.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.RemovePlayer();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RemovePlayer;
    })();

    mrp.UpdateClient = (function() {

        const UpdateClient = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UpdateClient.prototype.client = null;

        UpdateClient.create = function(properties) {
            return new UpdateClient(properties);
        };

        UpdateClient.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                $root.mrp.NowPlayingClient.encode(message.client, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UpdateClient.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.UpdateClient();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.client = $root.mrp.NowPlayingClient.decode(reader, reader.size(), $undefined, _depth + 1, message.client);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UpdateClient;
    })();

    mrp.SetState = (function() {

        const SetState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetState.prototype.nowPlayingInfo = null;
        SetState.prototype.supportedCommands = null;
        SetState.prototype.playbackQueue = null;
        SetState.prototype.displayIdentifier = null;
        SetState.prototype.displayName = null;
        SetState.prototype.playbackState = null;
        SetState.prototype.playerPath = null;
        SetState.prototype.request = null;
        SetState.prototype.playbackStateTimestamp = null;

        SetState.create = function(properties) {
            return new SetState(properties);
        };

        SetState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.nowPlayingInfo != null && $Object.hasOwnProperty.call(message, "nowPlayingInfo"))
                $root.mrp.NowPlayingInfo.encode(message.nowPlayingInfo, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.supportedCommands != null && $Object.hasOwnProperty.call(message, "supportedCommands"))
                $root.mrp.SupportedCommands.encode(message.supportedCommands, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.playbackQueue != null && $Object.hasOwnProperty.call(message, "playbackQueue"))
                $root.mrp.PlaybackQueue.encode(message.playbackQueue, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.displayIdentifier != null && $Object.hasOwnProperty.call(message, "displayIdentifier"))
                writer.uint32(34).string(message.displayIdentifier);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName"))
                writer.uint32(42).string(message.displayName);
            if (message.playbackState != null && $Object.hasOwnProperty.call(message, "playbackState"))
                writer.uint32(48).uint32(message.playbackState);
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                $root.mrp.PlaybackQueueRequest.encode(message.request, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.playbackStateTimestamp != null && $Object.hasOwnProperty.call(message, "playbackStateTimestamp"))
                writer.uint32(89).double(message.playbackStateTimestamp);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.nowPlayingInfo = $root.mrp.NowPlayingInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.nowPlayingInfo);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.supportedCommands = $root.mrp.SupportedCommands.decode(reader, reader.size(), $undefined, _depth + 1, message.supportedCommands);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.playbackQueue = $root.mrp.PlaybackQueue.decode(reader, reader.size(), $undefined, _depth + 1, message.playbackQueue);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.displayIdentifier = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.displayName = reader.string();
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.playbackState = reader.uint32();
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.request = $root.mrp.PlaybackQueueRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                        continue;
                    }
                case 11: {
                        if (wireType !== 1)
                            break;
                        message.playbackStateTimestamp = reader.double();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetState;
    })();

    mrp.NowPlayingInfo = (function() {

        const NowPlayingInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        NowPlayingInfo.prototype.album = null;
        NowPlayingInfo.prototype.artist = null;
        NowPlayingInfo.prototype.duration = null;
        NowPlayingInfo.prototype.elapsedTime = null;
        NowPlayingInfo.prototype.playbackRate = null;
        NowPlayingInfo.prototype.repeatMode = null;
        NowPlayingInfo.prototype.shuffleMode = null;
        NowPlayingInfo.prototype.timestamp = null;
        NowPlayingInfo.prototype.title = null;

        NowPlayingInfo.create = function(properties) {
            return new NowPlayingInfo(properties);
        };

        NowPlayingInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.album != null && $Object.hasOwnProperty.call(message, "album"))
                writer.uint32(10).string(message.album);
            if (message.artist != null && $Object.hasOwnProperty.call(message, "artist"))
                writer.uint32(18).string(message.artist);
            if (message.duration != null && $Object.hasOwnProperty.call(message, "duration"))
                writer.uint32(25).double(message.duration);
            if (message.elapsedTime != null && $Object.hasOwnProperty.call(message, "elapsedTime"))
                writer.uint32(33).double(message.elapsedTime);
            if (message.playbackRate != null && $Object.hasOwnProperty.call(message, "playbackRate"))
                writer.uint32(45).float(message.playbackRate);
            if (message.repeatMode != null && $Object.hasOwnProperty.call(message, "repeatMode"))
                writer.uint32(48).uint32(message.repeatMode);
            if (message.shuffleMode != null && $Object.hasOwnProperty.call(message, "shuffleMode"))
                writer.uint32(56).uint32(message.shuffleMode);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                writer.uint32(65).double(message.timestamp);
            if (message.title != null && $Object.hasOwnProperty.call(message, "title"))
                writer.uint32(74).string(message.title);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        NowPlayingInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.NowPlayingInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.album = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.artist = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        message.duration = reader.double();
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        message.elapsedTime = reader.double();
                        continue;
                    }
                case 5: {
                        if (wireType !== 5)
                            break;
                        message.playbackRate = reader.float();
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        message.repeatMode = reader.uint32();
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message.shuffleMode = reader.uint32();
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        message.timestamp = reader.double();
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.title = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return NowPlayingInfo;
    })();

    mrp.PlaybackQueue = (function() {

        const PlaybackQueue = function (properties) {
            this.contentItems = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PlaybackQueue.prototype.location = null;
        PlaybackQueue.prototype.contentItems = $util.emptyArray;
        PlaybackQueue.prototype.requestIdentifier = null;
        PlaybackQueue.prototype.resolvedPlayerPath = null;
        PlaybackQueue.prototype.queueIdentifier = null;

        PlaybackQueue.create = function(properties) {
            return new PlaybackQueue(properties);
        };

        PlaybackQueue.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.location != null && $Object.hasOwnProperty.call(message, "location"))
                writer.uint32(8).int32(message.location);
            if (message.contentItems != null && message.contentItems.length)
                for (let i = 0; i < message.contentItems.length; ++i)
                    $root.mrp.ContentItem.encode(message.contentItems[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.requestIdentifier != null && $Object.hasOwnProperty.call(message, "requestIdentifier"))
                writer.uint32(34).string(message.requestIdentifier);
            if (message.resolvedPlayerPath != null && $Object.hasOwnProperty.call(message, "resolvedPlayerPath"))
                $root.mrp.PlayerPath.encode(message.resolvedPlayerPath, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.queueIdentifier != null && $Object.hasOwnProperty.call(message, "queueIdentifier"))
                writer.uint32(58).string(message.queueIdentifier);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PlaybackQueue.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.PlaybackQueue();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.location = reader.int32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contentItems && message.contentItems.length))
                            message.contentItems = [];
                        message.contentItems.push($root.mrp.ContentItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.requestIdentifier = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.resolvedPlayerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.resolvedPlayerPath);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.queueIdentifier = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PlaybackQueue;
    })();

    mrp.PlaybackQueueRequest = (function() {

        const PlaybackQueueRequest = function (properties) {
            this.contentItemIdentifiers = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PlaybackQueueRequest.prototype.location = null;
        PlaybackQueueRequest.prototype.length = null;
        PlaybackQueueRequest.prototype.includeMetadata = null;
        PlaybackQueueRequest.prototype.artworkWidth = null;
        PlaybackQueueRequest.prototype.artworkHeight = null;
        PlaybackQueueRequest.prototype.includeInfo = null;
        PlaybackQueueRequest.prototype.includeLanguageOptions = null;
        PlaybackQueueRequest.prototype.requestIdentifier = null;
        PlaybackQueueRequest.prototype.contentItemIdentifiers = $util.emptyArray;
        PlaybackQueueRequest.prototype.returnContentItemAssetsInUserCompletion = null;
        PlaybackQueueRequest.prototype.playerPath = null;

        PlaybackQueueRequest.create = function(properties) {
            return new PlaybackQueueRequest(properties);
        };

        PlaybackQueueRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.location != null && $Object.hasOwnProperty.call(message, "location"))
                writer.uint32(8).int32(message.location);
            if (message.length != null && $Object.hasOwnProperty.call(message, "length"))
                writer.uint32(16).int32(message.length);
            if (message.includeMetadata != null && $Object.hasOwnProperty.call(message, "includeMetadata"))
                writer.uint32(24).bool(message.includeMetadata);
            if (message.artworkWidth != null && $Object.hasOwnProperty.call(message, "artworkWidth"))
                writer.uint32(33).double(message.artworkWidth);
            if (message.artworkHeight != null && $Object.hasOwnProperty.call(message, "artworkHeight"))
                writer.uint32(41).double(message.artworkHeight);
            if (message.includeInfo != null && $Object.hasOwnProperty.call(message, "includeInfo"))
                writer.uint32(64).bool(message.includeInfo);
            if (message.includeLanguageOptions != null && $Object.hasOwnProperty.call(message, "includeLanguageOptions"))
                writer.uint32(72).bool(message.includeLanguageOptions);
            if (message.requestIdentifier != null && $Object.hasOwnProperty.call(message, "requestIdentifier"))
                writer.uint32(90).string(message.requestIdentifier);
            if (message.contentItemIdentifiers != null && message.contentItemIdentifiers.length)
                for (let i = 0; i < message.contentItemIdentifiers.length; ++i)
                    writer.uint32(98).string(message.contentItemIdentifiers[i]);
            if (message.returnContentItemAssetsInUserCompletion != null && $Object.hasOwnProperty.call(message, "returnContentItemAssetsInUserCompletion"))
                writer.uint32(104).bool(message.returnContentItemAssetsInUserCompletion);
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(114).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PlaybackQueueRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.PlaybackQueueRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.location = reader.int32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.length = reader.int32();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.includeMetadata = reader.bool();
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        message.artworkWidth = reader.double();
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        message.artworkHeight = reader.double();
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.includeInfo = reader.bool();
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.includeLanguageOptions = reader.bool();
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.requestIdentifier = reader.string();
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contentItemIdentifiers && message.contentItemIdentifiers.length))
                            message.contentItemIdentifiers = [];
                        message.contentItemIdentifiers.push(reader.string());
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        message.returnContentItemAssetsInUserCompletion = reader.bool();
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PlaybackQueueRequest;
    })();

    mrp.ContentItem = (function() {

        const ContentItem = function (properties) {
            this.availableLanguageOptions = [];
            this.currentLanguageOptions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ContentItem.prototype.identifier = null;
        ContentItem.prototype.metadata = null;
        ContentItem.prototype.artworkData = null;
        ContentItem.prototype.info = null;
        ContentItem.prototype.availableLanguageOptions = $util.emptyArray;
        ContentItem.prototype.currentLanguageOptions = $util.emptyArray;
        ContentItem.prototype.parentIdentifier = null;
        ContentItem.prototype.ancestorIdentifier = null;
        ContentItem.prototype.queueIdentifier = null;
        ContentItem.prototype.requestIdentifier = null;
        ContentItem.prototype.artworkDataWidth = null;
        ContentItem.prototype.artworkDataHeight = null;

        ContentItem.create = function(properties) {
            return new ContentItem(properties);
        };

        ContentItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                writer.uint32(10).string(message.identifier);
            if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                $root.mrp.ContentItemMetadata.encode(message.metadata, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.artworkData != null && $Object.hasOwnProperty.call(message, "artworkData"))
                writer.uint32(26).bytes(message.artworkData);
            if (message.info != null && $Object.hasOwnProperty.call(message, "info"))
                writer.uint32(34).string(message.info);
            if (message.availableLanguageOptions != null && message.availableLanguageOptions.length)
                for (let i = 0; i < message.availableLanguageOptions.length; ++i)
                    $root.mrp.LanguageOptionGroup.encode(message.availableLanguageOptions[i], writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.currentLanguageOptions != null && message.currentLanguageOptions.length)
                for (let i = 0; i < message.currentLanguageOptions.length; ++i)
                    $root.mrp.LanguageOption.encode(message.currentLanguageOptions[i], writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.parentIdentifier != null && $Object.hasOwnProperty.call(message, "parentIdentifier"))
                writer.uint32(74).string(message.parentIdentifier);
            if (message.ancestorIdentifier != null && $Object.hasOwnProperty.call(message, "ancestorIdentifier"))
                writer.uint32(82).string(message.ancestorIdentifier);
            if (message.queueIdentifier != null && $Object.hasOwnProperty.call(message, "queueIdentifier"))
                writer.uint32(90).string(message.queueIdentifier);
            if (message.requestIdentifier != null && $Object.hasOwnProperty.call(message, "requestIdentifier"))
                writer.uint32(98).string(message.requestIdentifier);
            if (message.artworkDataWidth != null && $Object.hasOwnProperty.call(message, "artworkDataWidth"))
                writer.uint32(104).int32(message.artworkDataWidth);
            if (message.artworkDataHeight != null && $Object.hasOwnProperty.call(message, "artworkDataHeight"))
                writer.uint32(112).int32(message.artworkDataHeight);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ContentItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ContentItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.identifier = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.metadata = $root.mrp.ContentItemMetadata.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.artworkData = reader.bytes();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.info = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.availableLanguageOptions && message.availableLanguageOptions.length))
                            message.availableLanguageOptions = [];
                        message.availableLanguageOptions.push($root.mrp.LanguageOptionGroup.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.currentLanguageOptions && message.currentLanguageOptions.length))
                            message.currentLanguageOptions = [];
                        message.currentLanguageOptions.push($root.mrp.LanguageOption.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.parentIdentifier = reader.string();
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.ancestorIdentifier = reader.string();
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.queueIdentifier = reader.string();
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.requestIdentifier = reader.string();
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        message.artworkDataWidth = reader.int32();
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        message.artworkDataHeight = reader.int32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ContentItem;
    })();

    mrp.ContentItemMetadata = (function() {

        const ContentItemMetadata = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ContentItemMetadata.prototype.title = null;
        ContentItemMetadata.prototype.subtitle = null;
        ContentItemMetadata.prototype.isContainer = null;
        ContentItemMetadata.prototype.isPlayable = null;
        ContentItemMetadata.prototype.playbackProgress = null;
        ContentItemMetadata.prototype.albumName = null;
        ContentItemMetadata.prototype.trackArtistName = null;
        ContentItemMetadata.prototype.albumArtistName = null;
        ContentItemMetadata.prototype.directorName = null;
        ContentItemMetadata.prototype.seasonNumber = null;
        ContentItemMetadata.prototype.episodeNumber = null;
        ContentItemMetadata.prototype.duration = null;
        ContentItemMetadata.prototype.artworkAvailable = null;
        ContentItemMetadata.prototype.languageOptionsAvailable = null;
        ContentItemMetadata.prototype.isStreamingContent = null;
        ContentItemMetadata.prototype.isCurrentlyPlaying = null;
        ContentItemMetadata.prototype.artworkMimeType = null;
        ContentItemMetadata.prototype.composer = null;
        ContentItemMetadata.prototype.elapsedTime = null;
        ContentItemMetadata.prototype.genre = null;
        ContentItemMetadata.prototype.isAlwaysLive = null;
        ContentItemMetadata.prototype.playbackRate = null;
        ContentItemMetadata.prototype.trackNumber = null;
        ContentItemMetadata.prototype.contentIdentifier = null;
        ContentItemMetadata.prototype.iTunesStoreIdentifier = null;
        ContentItemMetadata.prototype.defaultPlaybackRate = null;
        ContentItemMetadata.prototype.seriesName = null;
        ContentItemMetadata.prototype.mediaType = null;
        ContentItemMetadata.prototype.mediaSubType = null;
        ContentItemMetadata.prototype.artworkUrl = null;
        ContentItemMetadata.prototype.elapsedTimeTimestamp = null;
        ContentItemMetadata.prototype.inferredTimestamp = null;
        ContentItemMetadata.prototype.serviceIdentifier = null;
        ContentItemMetadata.prototype.artworkDataWidth = null;
        ContentItemMetadata.prototype.artworkDataHeight = null;
        ContentItemMetadata.prototype.artworkIdentifier = null;
        ContentItemMetadata.prototype.isLoading = null;
        ContentItemMetadata.prototype.artworkUrlTemplatesData = null;
        ContentItemMetadata.prototype.artworkFileUrl = null;

        ContentItemMetadata.create = function(properties) {
            return new ContentItemMetadata(properties);
        };

        ContentItemMetadata.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.title != null && $Object.hasOwnProperty.call(message, "title"))
                writer.uint32(10).string(message.title);
            if (message.subtitle != null && $Object.hasOwnProperty.call(message, "subtitle"))
                writer.uint32(18).string(message.subtitle);
            if (message.isContainer != null && $Object.hasOwnProperty.call(message, "isContainer"))
                writer.uint32(24).bool(message.isContainer);
            if (message.isPlayable != null && $Object.hasOwnProperty.call(message, "isPlayable"))
                writer.uint32(32).bool(message.isPlayable);
            if (message.playbackProgress != null && $Object.hasOwnProperty.call(message, "playbackProgress"))
                writer.uint32(45).float(message.playbackProgress);
            if (message.albumName != null && $Object.hasOwnProperty.call(message, "albumName"))
                writer.uint32(50).string(message.albumName);
            if (message.trackArtistName != null && $Object.hasOwnProperty.call(message, "trackArtistName"))
                writer.uint32(58).string(message.trackArtistName);
            if (message.albumArtistName != null && $Object.hasOwnProperty.call(message, "albumArtistName"))
                writer.uint32(66).string(message.albumArtistName);
            if (message.directorName != null && $Object.hasOwnProperty.call(message, "directorName"))
                writer.uint32(74).string(message.directorName);
            if (message.seasonNumber != null && $Object.hasOwnProperty.call(message, "seasonNumber"))
                writer.uint32(80).int32(message.seasonNumber);
            if (message.episodeNumber != null && $Object.hasOwnProperty.call(message, "episodeNumber"))
                writer.uint32(88).int32(message.episodeNumber);
            if (message.duration != null && $Object.hasOwnProperty.call(message, "duration"))
                writer.uint32(113).double(message.duration);
            if (message.artworkAvailable != null && $Object.hasOwnProperty.call(message, "artworkAvailable"))
                writer.uint32(152).bool(message.artworkAvailable);
            if (message.languageOptionsAvailable != null && $Object.hasOwnProperty.call(message, "languageOptionsAvailable"))
                writer.uint32(176).bool(message.languageOptionsAvailable);
            if (message.isStreamingContent != null && $Object.hasOwnProperty.call(message, "isStreamingContent"))
                writer.uint32(208).bool(message.isStreamingContent);
            if (message.isCurrentlyPlaying != null && $Object.hasOwnProperty.call(message, "isCurrentlyPlaying"))
                writer.uint32(216).bool(message.isCurrentlyPlaying);
            if (message.artworkMimeType != null && $Object.hasOwnProperty.call(message, "artworkMimeType"))
                writer.uint32(250).string(message.artworkMimeType);
            if (message.composer != null && $Object.hasOwnProperty.call(message, "composer"))
                writer.uint32(266).string(message.composer);
            if (message.elapsedTime != null && $Object.hasOwnProperty.call(message, "elapsedTime"))
                writer.uint32(281).double(message.elapsedTime);
            if (message.genre != null && $Object.hasOwnProperty.call(message, "genre"))
                writer.uint32(290).string(message.genre);
            if (message.isAlwaysLive != null && $Object.hasOwnProperty.call(message, "isAlwaysLive"))
                writer.uint32(296).bool(message.isAlwaysLive);
            if (message.playbackRate != null && $Object.hasOwnProperty.call(message, "playbackRate"))
                writer.uint32(317).float(message.playbackRate);
            if (message.trackNumber != null && $Object.hasOwnProperty.call(message, "trackNumber"))
                writer.uint32(344).int32(message.trackNumber);
            if (message.contentIdentifier != null && $Object.hasOwnProperty.call(message, "contentIdentifier"))
                writer.uint32(354).string(message.contentIdentifier);
            if (message.iTunesStoreIdentifier != null && $Object.hasOwnProperty.call(message, "iTunesStoreIdentifier"))
                writer.uint32(432).int64(message.iTunesStoreIdentifier);
            if (message.defaultPlaybackRate != null && $Object.hasOwnProperty.call(message, "defaultPlaybackRate"))
                writer.uint32(477).float(message.defaultPlaybackRate);
            if (message.seriesName != null && $Object.hasOwnProperty.call(message, "seriesName"))
                writer.uint32(506).string(message.seriesName);
            if (message.mediaType != null && $Object.hasOwnProperty.call(message, "mediaType"))
                writer.uint32(512).uint32(message.mediaType);
            if (message.mediaSubType != null && $Object.hasOwnProperty.call(message, "mediaSubType"))
                writer.uint32(520).uint32(message.mediaSubType);
            if (message.artworkUrl != null && $Object.hasOwnProperty.call(message, "artworkUrl"))
                writer.uint32(562).string(message.artworkUrl);
            if (message.elapsedTimeTimestamp != null && $Object.hasOwnProperty.call(message, "elapsedTimeTimestamp"))
                writer.uint32(593).double(message.elapsedTimeTimestamp);
            if (message.inferredTimestamp != null && $Object.hasOwnProperty.call(message, "inferredTimestamp"))
                writer.uint32(601).double(message.inferredTimestamp);
            if (message.serviceIdentifier != null && $Object.hasOwnProperty.call(message, "serviceIdentifier"))
                writer.uint32(610).string(message.serviceIdentifier);
            if (message.artworkDataWidth != null && $Object.hasOwnProperty.call(message, "artworkDataWidth"))
                writer.uint32(616).int32(message.artworkDataWidth);
            if (message.artworkDataHeight != null && $Object.hasOwnProperty.call(message, "artworkDataHeight"))
                writer.uint32(624).int32(message.artworkDataHeight);
            if (message.artworkIdentifier != null && $Object.hasOwnProperty.call(message, "artworkIdentifier"))
                writer.uint32(642).string(message.artworkIdentifier);
            if (message.isLoading != null && $Object.hasOwnProperty.call(message, "isLoading"))
                writer.uint32(648).bool(message.isLoading);
            if (message.artworkUrlTemplatesData != null && $Object.hasOwnProperty.call(message, "artworkUrlTemplatesData"))
                writer.uint32(658).bytes(message.artworkUrlTemplatesData);
            if (message.artworkFileUrl != null && $Object.hasOwnProperty.call(message, "artworkFileUrl"))
                writer.uint32(682).string(message.artworkFileUrl);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ContentItemMetadata.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ContentItemMetadata();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.title = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.subtitle = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.isContainer = reader.bool();
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.isPlayable = reader.bool();
                        continue;
                    }
                case 5: {
                        if (wireType !== 5)
                            break;
                        message.playbackProgress = reader.float();
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.albumName = reader.string();
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.trackArtistName = reader.string();
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.albumArtistName = reader.string();
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.directorName = reader.string();
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.seasonNumber = reader.int32();
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.episodeNumber = reader.int32();
                        continue;
                    }
                case 14: {
                        if (wireType !== 1)
                            break;
                        message.duration = reader.double();
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        message.artworkAvailable = reader.bool();
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        message.languageOptionsAvailable = reader.bool();
                        continue;
                    }
                case 26: {
                        if (wireType !== 0)
                            break;
                        message.isStreamingContent = reader.bool();
                        continue;
                    }
                case 27: {
                        if (wireType !== 0)
                            break;
                        message.isCurrentlyPlaying = reader.bool();
                        continue;
                    }
                case 31: {
                        if (wireType !== 2)
                            break;
                        message.artworkMimeType = reader.string();
                        continue;
                    }
                case 33: {
                        if (wireType !== 2)
                            break;
                        message.composer = reader.string();
                        continue;
                    }
                case 35: {
                        if (wireType !== 1)
                            break;
                        message.elapsedTime = reader.double();
                        continue;
                    }
                case 36: {
                        if (wireType !== 2)
                            break;
                        message.genre = reader.string();
                        continue;
                    }
                case 37: {
                        if (wireType !== 0)
                            break;
                        message.isAlwaysLive = reader.bool();
                        continue;
                    }
                case 39: {
                        if (wireType !== 5)
                            break;
                        message.playbackRate = reader.float();
                        continue;
                    }
                case 43: {
                        if (wireType !== 0)
                            break;
                        message.trackNumber = reader.int32();
                        continue;
                    }
                case 44: {
                        if (wireType !== 2)
                            break;
                        message.contentIdentifier = reader.string();
                        continue;
                    }
                case 54: {
                        if (wireType !== 0)
                            break;
                        message.iTunesStoreIdentifier = reader.int64();
                        continue;
                    }
                case 59: {
                        if (wireType !== 5)
                            break;
                        message.defaultPlaybackRate = reader.float();
                        continue;
                    }
                case 63: {
                        if (wireType !== 2)
                            break;
                        message.seriesName = reader.string();
                        continue;
                    }
                case 64: {
                        if (wireType !== 0)
                            break;
                        message.mediaType = reader.uint32();
                        continue;
                    }
                case 65: {
                        if (wireType !== 0)
                            break;
                        message.mediaSubType = reader.uint32();
                        continue;
                    }
                case 70: {
                        if (wireType !== 2)
                            break;
                        message.artworkUrl = reader.string();
                        continue;
                    }
                case 74: {
                        if (wireType !== 1)
                            break;
                        message.elapsedTimeTimestamp = reader.double();
                        continue;
                    }
                case 75: {
                        if (wireType !== 1)
                            break;
                        message.inferredTimestamp = reader.double();
                        continue;
                    }
                case 76: {
                        if (wireType !== 2)
                            break;
                        message.serviceIdentifier = reader.string();
                        continue;
                    }
                case 77: {
                        if (wireType !== 0)
                            break;
                        message.artworkDataWidth = reader.int32();
                        continue;
                    }
                case 78: {
                        if (wireType !== 0)
                            break;
                        message.artworkDataHeight = reader.int32();
                        continue;
                    }
                case 80: {
                        if (wireType !== 2)
                            break;
                        message.artworkIdentifier = reader.string();
                        continue;
                    }
                case 81: {
                        if (wireType !== 0)
                            break;
                        message.isLoading = reader.bool();
                        continue;
                    }
                case 82: {
                        if (wireType !== 2)
                            break;
                        message.artworkUrlTemplatesData = reader.bytes();
                        continue;
                    }
                case 85: {
                        if (wireType !== 2)
                            break;
                        message.artworkFileUrl = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ContentItemMetadata;
    })();

    mrp.LanguageOption = (function() {

        const LanguageOption = function (properties) {
            this.characteristics = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        LanguageOption.prototype.type = null;
        LanguageOption.prototype.languageTag = null;
        LanguageOption.prototype.characteristics = $util.emptyArray;
        LanguageOption.prototype.displayName = null;
        LanguageOption.prototype.identifier = null;

        LanguageOption.create = function(properties) {
            return new LanguageOption(properties);
        };

        LanguageOption.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                writer.uint32(8).int32(message.type);
            if (message.languageTag != null && $Object.hasOwnProperty.call(message, "languageTag"))
                writer.uint32(18).string(message.languageTag);
            if (message.characteristics != null && message.characteristics.length)
                for (let i = 0; i < message.characteristics.length; ++i)
                    writer.uint32(26).string(message.characteristics[i]);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName"))
                writer.uint32(34).string(message.displayName);
            if (message.identifier != null && $Object.hasOwnProperty.call(message, "identifier"))
                writer.uint32(42).string(message.identifier);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        LanguageOption.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.LanguageOption();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.type = reader.int32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.languageTag = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.characteristics && message.characteristics.length))
                            message.characteristics = [];
                        message.characteristics.push(reader.string());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.displayName = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.identifier = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return LanguageOption;
    })();

    mrp.LanguageOptionGroup = (function() {

        const LanguageOptionGroup = function (properties) {
            this.languageOptions = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        LanguageOptionGroup.prototype.allowEmptySelection = null;
        LanguageOptionGroup.prototype.defaultLanguageOption = null;
        LanguageOptionGroup.prototype.languageOptions = $util.emptyArray;

        LanguageOptionGroup.create = function(properties) {
            return new LanguageOptionGroup(properties);
        };

        LanguageOptionGroup.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.allowEmptySelection != null && $Object.hasOwnProperty.call(message, "allowEmptySelection"))
                writer.uint32(8).bool(message.allowEmptySelection);
            if (message.defaultLanguageOption != null && $Object.hasOwnProperty.call(message, "defaultLanguageOption"))
                $root.mrp.LanguageOption.encode(message.defaultLanguageOption, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.languageOptions != null && message.languageOptions.length)
                for (let i = 0; i < message.languageOptions.length; ++i)
                    $root.mrp.LanguageOption.encode(message.languageOptions[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        LanguageOptionGroup.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.LanguageOptionGroup();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.allowEmptySelection = reader.bool();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.defaultLanguageOption = $root.mrp.LanguageOption.decode(reader, reader.size(), $undefined, _depth + 1, message.defaultLanguageOption);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.languageOptions && message.languageOptions.length))
                            message.languageOptions = [];
                        message.languageOptions.push($root.mrp.LanguageOption.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return LanguageOptionGroup;
    })();

    mrp.UpdateContentItem = (function() {

        const UpdateContentItem = function (properties) {
            this.contentItems = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UpdateContentItem.prototype.contentItems = $util.emptyArray;
        UpdateContentItem.prototype.playerPath = null;

        UpdateContentItem.create = function(properties) {
            return new UpdateContentItem(properties);
        };

        UpdateContentItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.contentItems != null && message.contentItems.length)
                for (let i = 0; i < message.contentItems.length; ++i)
                    $root.mrp.ContentItem.encode(message.contentItems[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UpdateContentItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.UpdateContentItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contentItems && message.contentItems.length))
                            message.contentItems = [];
                        message.contentItems.push($root.mrp.ContentItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UpdateContentItem;
    })();

    mrp.UpdateContentItemArtwork = (function() {

        const UpdateContentItemArtwork = function (properties) {
            this.contentItems = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UpdateContentItemArtwork.prototype.contentItems = $util.emptyArray;
        UpdateContentItemArtwork.prototype.playerPath = null;

        UpdateContentItemArtwork.create = function(properties) {
            return new UpdateContentItemArtwork(properties);
        };

        UpdateContentItemArtwork.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.contentItems != null && message.contentItems.length)
                for (let i = 0; i < message.contentItems.length; ++i)
                    $root.mrp.ContentItem.encode(message.contentItems[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.playerPath != null && $Object.hasOwnProperty.call(message, "playerPath"))
                $root.mrp.PlayerPath.encode(message.playerPath, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UpdateContentItemArtwork.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.UpdateContentItemArtwork();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contentItems && message.contentItems.length))
                            message.contentItems = [];
                        message.contentItems.push($root.mrp.ContentItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.playerPath = $root.mrp.PlayerPath.decode(reader, reader.size(), $undefined, _depth + 1, message.playerPath);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UpdateContentItemArtwork;
    })();

    mrp.DeviceInfo = (function() {

        const DeviceInfo = function (properties) {
            this.groupedDevices = [];
            this.clusteredDevices = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DeviceInfo.prototype.uniqueIdentifier = null;
        DeviceInfo.prototype.name = null;
        DeviceInfo.prototype.localizedModelName = null;
        DeviceInfo.prototype.systemBuildVersion = null;
        DeviceInfo.prototype.applicationBundleIdentifier = null;
        DeviceInfo.prototype.applicationBundleVersion = null;
        DeviceInfo.prototype.protocolVersion = null;
        DeviceInfo.prototype.lastSupportedMessageType = null;
        DeviceInfo.prototype.supportsSystemPairing = null;
        DeviceInfo.prototype.allowsPairing = null;
        DeviceInfo.prototype.connected = null;
        DeviceInfo.prototype.systemMediaApplication = null;
        DeviceInfo.prototype.supportsAcl = null;
        DeviceInfo.prototype.supportsSharedQueue = null;
        DeviceInfo.prototype.supportsExtendedMotion = null;
        DeviceInfo.prototype.bluetoothAddress = null;
        DeviceInfo.prototype.sharedQueueVersion = null;
        DeviceInfo.prototype.deviceUid = null;
        DeviceInfo.prototype.managedConfigDeviceIdentifier = null;
        DeviceInfo.prototype.deviceClass = null;
        DeviceInfo.prototype.logicalDeviceCount = null;
        DeviceInfo.prototype.tightlySyncedGroup = null;
        DeviceInfo.prototype.isProxyGroupPlayer = null;
        DeviceInfo.prototype.tightSyncUid = null;
        DeviceInfo.prototype.groupUid = null;
        DeviceInfo.prototype.groupName = null;
        DeviceInfo.prototype.groupedDevices = $util.emptyArray;
        DeviceInfo.prototype.isGroupLeader = null;
        DeviceInfo.prototype.isAirplayActive = null;
        DeviceInfo.prototype.clusterIdentifier = null;
        DeviceInfo.prototype.clusterLeaderIdentifier = null;
        DeviceInfo.prototype.clusterType = null;
        DeviceInfo.prototype.isClusterAware = null;
        DeviceInfo.prototype.modelIdentifier = null;
        DeviceInfo.prototype.airPlayGroupIdentifier = null;
        DeviceInfo.prototype.clusteredDevices = $util.emptyArray;
        DeviceInfo.prototype.computerName = null;

        DeviceInfo.create = function(properties) {
            return new DeviceInfo(properties);
        };

        DeviceInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.uniqueIdentifier != null && $Object.hasOwnProperty.call(message, "uniqueIdentifier"))
                writer.uint32(10).string(message.uniqueIdentifier);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                writer.uint32(18).string(message.name);
            if (message.localizedModelName != null && $Object.hasOwnProperty.call(message, "localizedModelName"))
                writer.uint32(26).string(message.localizedModelName);
            if (message.systemBuildVersion != null && $Object.hasOwnProperty.call(message, "systemBuildVersion"))
                writer.uint32(34).string(message.systemBuildVersion);
            if (message.applicationBundleIdentifier != null && $Object.hasOwnProperty.call(message, "applicationBundleIdentifier"))
                writer.uint32(42).string(message.applicationBundleIdentifier);
            if (message.applicationBundleVersion != null && $Object.hasOwnProperty.call(message, "applicationBundleVersion"))
                writer.uint32(50).string(message.applicationBundleVersion);
            if (message.protocolVersion != null && $Object.hasOwnProperty.call(message, "protocolVersion"))
                writer.uint32(56).int32(message.protocolVersion);
            if (message.lastSupportedMessageType != null && $Object.hasOwnProperty.call(message, "lastSupportedMessageType"))
                writer.uint32(64).uint32(message.lastSupportedMessageType);
            if (message.supportsSystemPairing != null && $Object.hasOwnProperty.call(message, "supportsSystemPairing"))
                writer.uint32(72).bool(message.supportsSystemPairing);
            if (message.allowsPairing != null && $Object.hasOwnProperty.call(message, "allowsPairing"))
                writer.uint32(80).bool(message.allowsPairing);
            if (message.connected != null && $Object.hasOwnProperty.call(message, "connected"))
                writer.uint32(88).bool(message.connected);
            if (message.systemMediaApplication != null && $Object.hasOwnProperty.call(message, "systemMediaApplication"))
                writer.uint32(98).string(message.systemMediaApplication);
            if (message.supportsAcl != null && $Object.hasOwnProperty.call(message, "supportsAcl"))
                writer.uint32(104).bool(message.supportsAcl);
            if (message.supportsSharedQueue != null && $Object.hasOwnProperty.call(message, "supportsSharedQueue"))
                writer.uint32(112).bool(message.supportsSharedQueue);
            if (message.supportsExtendedMotion != null && $Object.hasOwnProperty.call(message, "supportsExtendedMotion"))
                writer.uint32(120).bool(message.supportsExtendedMotion);
            if (message.bluetoothAddress != null && $Object.hasOwnProperty.call(message, "bluetoothAddress"))
                writer.uint32(130).bytes(message.bluetoothAddress);
            if (message.sharedQueueVersion != null && $Object.hasOwnProperty.call(message, "sharedQueueVersion"))
                writer.uint32(136).uint32(message.sharedQueueVersion);
            if (message.deviceUid != null && $Object.hasOwnProperty.call(message, "deviceUid"))
                writer.uint32(154).string(message.deviceUid);
            if (message.managedConfigDeviceIdentifier != null && $Object.hasOwnProperty.call(message, "managedConfigDeviceIdentifier"))
                writer.uint32(162).string(message.managedConfigDeviceIdentifier);
            if (message.deviceClass != null && $Object.hasOwnProperty.call(message, "deviceClass"))
                writer.uint32(168).uint32(message.deviceClass);
            if (message.logicalDeviceCount != null && $Object.hasOwnProperty.call(message, "logicalDeviceCount"))
                writer.uint32(176).uint32(message.logicalDeviceCount);
            if (message.tightlySyncedGroup != null && $Object.hasOwnProperty.call(message, "tightlySyncedGroup"))
                writer.uint32(184).bool(message.tightlySyncedGroup);
            if (message.isProxyGroupPlayer != null && $Object.hasOwnProperty.call(message, "isProxyGroupPlayer"))
                writer.uint32(192).bool(message.isProxyGroupPlayer);
            if (message.tightSyncUid != null && $Object.hasOwnProperty.call(message, "tightSyncUid"))
                writer.uint32(202).string(message.tightSyncUid);
            if (message.groupUid != null && $Object.hasOwnProperty.call(message, "groupUid"))
                writer.uint32(210).string(message.groupUid);
            if (message.groupName != null && $Object.hasOwnProperty.call(message, "groupName"))
                writer.uint32(218).string(message.groupName);
            if (message.groupedDevices != null && message.groupedDevices.length)
                for (let i = 0; i < message.groupedDevices.length; ++i)
                    $root.mrp.DeviceInfo.encode(message.groupedDevices[i], writer.uint32(226).fork(), _depth + 1).ldelim();
            if (message.isGroupLeader != null && $Object.hasOwnProperty.call(message, "isGroupLeader"))
                writer.uint32(232).bool(message.isGroupLeader);
            if (message.isAirplayActive != null && $Object.hasOwnProperty.call(message, "isAirplayActive"))
                writer.uint32(240).bool(message.isAirplayActive);
            if (message.clusterIdentifier != null && $Object.hasOwnProperty.call(message, "clusterIdentifier"))
                writer.uint32(282).string(message.clusterIdentifier);
            if (message.clusterLeaderIdentifier != null && $Object.hasOwnProperty.call(message, "clusterLeaderIdentifier"))
                writer.uint32(290).string(message.clusterLeaderIdentifier);
            if (message.clusterType != null && $Object.hasOwnProperty.call(message, "clusterType"))
                writer.uint32(296).uint32(message.clusterType);
            if (message.isClusterAware != null && $Object.hasOwnProperty.call(message, "isClusterAware"))
                writer.uint32(304).bool(message.isClusterAware);
            if (message.modelIdentifier != null && $Object.hasOwnProperty.call(message, "modelIdentifier"))
                writer.uint32(314).string(message.modelIdentifier);
            if (message.airPlayGroupIdentifier != null && $Object.hasOwnProperty.call(message, "airPlayGroupIdentifier"))
                writer.uint32(338).string(message.airPlayGroupIdentifier);
            if (message.clusteredDevices != null && message.clusteredDevices.length)
                for (let i = 0; i < message.clusteredDevices.length; ++i)
                    $root.mrp.DeviceInfo.encode(message.clusteredDevices[i], writer.uint32(354).fork(), _depth + 1).ldelim();
            if (message.computerName != null && $Object.hasOwnProperty.call(message, "computerName"))
                writer.uint32(402).string(message.computerName);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DeviceInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.DeviceInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.uniqueIdentifier = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.name = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.localizedModelName = reader.string();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.systemBuildVersion = reader.string();
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.applicationBundleIdentifier = reader.string();
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.applicationBundleVersion = reader.string();
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        message.protocolVersion = reader.int32();
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.lastSupportedMessageType = reader.uint32();
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.supportsSystemPairing = reader.bool();
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.allowsPairing = reader.bool();
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.connected = reader.bool();
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.systemMediaApplication = reader.string();
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        message.supportsAcl = reader.bool();
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        message.supportsSharedQueue = reader.bool();
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        message.supportsExtendedMotion = reader.bool();
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.bluetoothAddress = reader.bytes();
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        message.sharedQueueVersion = reader.uint32();
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        message.deviceUid = reader.string();
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.managedConfigDeviceIdentifier = reader.string();
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        message.deviceClass = reader.uint32();
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        message.logicalDeviceCount = reader.uint32();
                        continue;
                    }
                case 23: {
                        if (wireType !== 0)
                            break;
                        message.tightlySyncedGroup = reader.bool();
                        continue;
                    }
                case 24: {
                        if (wireType !== 0)
                            break;
                        message.isProxyGroupPlayer = reader.bool();
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        message.tightSyncUid = reader.string();
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        message.groupUid = reader.string();
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        message.groupName = reader.string();
                        continue;
                    }
                case 28: {
                        if (wireType !== 2)
                            break;
                        if (!(message.groupedDevices && message.groupedDevices.length))
                            message.groupedDevices = [];
                        message.groupedDevices.push($root.mrp.DeviceInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 29: {
                        if (wireType !== 0)
                            break;
                        message.isGroupLeader = reader.bool();
                        continue;
                    }
                case 30: {
                        if (wireType !== 0)
                            break;
                        message.isAirplayActive = reader.bool();
                        continue;
                    }
                case 35: {
                        if (wireType !== 2)
                            break;
                        message.clusterIdentifier = reader.string();
                        continue;
                    }
                case 36: {
                        if (wireType !== 2)
                            break;
                        message.clusterLeaderIdentifier = reader.string();
                        continue;
                    }
                case 37: {
                        if (wireType !== 0)
                            break;
                        message.clusterType = reader.uint32();
                        continue;
                    }
                case 38: {
                        if (wireType !== 0)
                            break;
                        message.isClusterAware = reader.bool();
                        continue;
                    }
                case 39: {
                        if (wireType !== 2)
                            break;
                        message.modelIdentifier = reader.string();
                        continue;
                    }
                case 42: {
                        if (wireType !== 2)
                            break;
                        message.airPlayGroupIdentifier = reader.string();
                        continue;
                    }
                case 44: {
                        if (wireType !== 2)
                            break;
                        if (!(message.clusteredDevices && message.clusteredDevices.length))
                            message.clusteredDevices = [];
                        message.clusteredDevices.push($root.mrp.DeviceInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 50: {
                        if (wireType !== 2)
                            break;
                        message.computerName = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DeviceInfo;
    })();

    mrp.ClientUpdatesConfig = (function() {

        const ClientUpdatesConfig = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ClientUpdatesConfig.prototype.artworkUpdates = null;
        ClientUpdatesConfig.prototype.nowPlayingUpdates = null;
        ClientUpdatesConfig.prototype.volumeUpdates = null;
        ClientUpdatesConfig.prototype.keyboardUpdates = null;
        ClientUpdatesConfig.prototype.outputDeviceUpdates = null;

        ClientUpdatesConfig.create = function(properties) {
            return new ClientUpdatesConfig(properties);
        };

        ClientUpdatesConfig.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artworkUpdates != null && $Object.hasOwnProperty.call(message, "artworkUpdates"))
                writer.uint32(8).bool(message.artworkUpdates);
            if (message.nowPlayingUpdates != null && $Object.hasOwnProperty.call(message, "nowPlayingUpdates"))
                writer.uint32(16).bool(message.nowPlayingUpdates);
            if (message.volumeUpdates != null && $Object.hasOwnProperty.call(message, "volumeUpdates"))
                writer.uint32(24).bool(message.volumeUpdates);
            if (message.keyboardUpdates != null && $Object.hasOwnProperty.call(message, "keyboardUpdates"))
                writer.uint32(32).bool(message.keyboardUpdates);
            if (message.outputDeviceUpdates != null && $Object.hasOwnProperty.call(message, "outputDeviceUpdates"))
                writer.uint32(40).bool(message.outputDeviceUpdates);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ClientUpdatesConfig.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ClientUpdatesConfig();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.artworkUpdates = reader.bool();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.nowPlayingUpdates = reader.bool();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.volumeUpdates = reader.bool();
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.keyboardUpdates = reader.bool();
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.outputDeviceUpdates = reader.bool();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ClientUpdatesConfig;
    })();

    mrp.VolumeControlAvailability = (function() {

        const VolumeControlAvailability = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VolumeControlAvailability.prototype.volumeControlAvailable = null;
        VolumeControlAvailability.prototype.volumeCapabilities = null;

        VolumeControlAvailability.create = function(properties) {
            return new VolumeControlAvailability(properties);
        };

        VolumeControlAvailability.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.volumeControlAvailable != null && $Object.hasOwnProperty.call(message, "volumeControlAvailable"))
                writer.uint32(8).bool(message.volumeControlAvailable);
            if (message.volumeCapabilities != null && $Object.hasOwnProperty.call(message, "volumeCapabilities"))
                writer.uint32(16).uint32(message.volumeCapabilities);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VolumeControlAvailability.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.VolumeControlAvailability();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.volumeControlAvailable = reader.bool();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.volumeCapabilities = reader.uint32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VolumeControlAvailability;
    })();

    mrp.VolumeControlCapabilitiesDidChange = (function() {

        const VolumeControlCapabilitiesDidChange = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VolumeControlCapabilitiesDidChange.prototype.capabilities = null;
        VolumeControlCapabilitiesDidChange.prototype.endpointUid = null;
        VolumeControlCapabilitiesDidChange.prototype.outputDeviceUid = null;

        VolumeControlCapabilitiesDidChange.create = function(properties) {
            return new VolumeControlCapabilitiesDidChange(properties);
        };

        VolumeControlCapabilitiesDidChange.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.capabilities != null && $Object.hasOwnProperty.call(message, "capabilities"))
                $root.mrp.VolumeControlAvailability.encode(message.capabilities, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.endpointUid != null && $Object.hasOwnProperty.call(message, "endpointUid"))
                writer.uint32(26).string(message.endpointUid);
            if (message.outputDeviceUid != null && $Object.hasOwnProperty.call(message, "outputDeviceUid"))
                writer.uint32(34).string(message.outputDeviceUid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VolumeControlCapabilitiesDidChange.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.VolumeControlCapabilitiesDidChange();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.capabilities = $root.mrp.VolumeControlAvailability.decode(reader, reader.size(), $undefined, _depth + 1, message.capabilities);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.endpointUid = reader.string();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.outputDeviceUid = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VolumeControlCapabilitiesDidChange;
    })();

    mrp.GetVolume = (function() {

        const GetVolume = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetVolume.prototype.outputDeviceUid = null;

        GetVolume.create = function(properties) {
            return new GetVolume(properties);
        };

        GetVolume.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.outputDeviceUid != null && $Object.hasOwnProperty.call(message, "outputDeviceUid"))
                writer.uint32(10).string(message.outputDeviceUid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetVolume.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.GetVolume();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.outputDeviceUid = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetVolume;
    })();

    mrp.GetVolumeResult = (function() {

        const GetVolumeResult = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GetVolumeResult.prototype.volume = null;

        GetVolumeResult.create = function(properties) {
            return new GetVolumeResult(properties);
        };

        GetVolumeResult.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                writer.uint32(13).float(message.volume);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GetVolumeResult.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.GetVolumeResult();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        message.volume = reader.float();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GetVolumeResult;
    })();

    mrp.SetVolume = (function() {

        const SetVolume = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetVolume.prototype.volume = null;
        SetVolume.prototype.outputDeviceUid = null;

        SetVolume.create = function(properties) {
            return new SetVolume(properties);
        };

        SetVolume.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                writer.uint32(13).float(message.volume);
            if (message.outputDeviceUid != null && $Object.hasOwnProperty.call(message, "outputDeviceUid"))
                writer.uint32(18).string(message.outputDeviceUid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetVolume.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetVolume();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        message.volume = reader.float();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.outputDeviceUid = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetVolume;
    })();

    mrp.VolumeDidChange = (function() {

        const VolumeDidChange = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VolumeDidChange.prototype.volume = null;
        VolumeDidChange.prototype.endpointUid = null;
        VolumeDidChange.prototype.outputDeviceUid = null;

        VolumeDidChange.create = function(properties) {
            return new VolumeDidChange(properties);
        };

        VolumeDidChange.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                writer.uint32(13).float(message.volume);
            if (message.endpointUid != null && $Object.hasOwnProperty.call(message, "endpointUid"))
                writer.uint32(18).string(message.endpointUid);
            if (message.outputDeviceUid != null && $Object.hasOwnProperty.call(message, "outputDeviceUid"))
                writer.uint32(26).string(message.outputDeviceUid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VolumeDidChange.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.VolumeDidChange();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 5)
                            break;
                        message.volume = reader.float();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.endpointUid = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.outputDeviceUid = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VolumeDidChange;
    })();

    mrp.OutputDevice = (function() {

        const OutputDevice = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OutputDevice.prototype.name = null;
        OutputDevice.prototype.uniqueIdentifier = null;
        OutputDevice.prototype.groupIdentifier = null;
        OutputDevice.prototype.modelIdentifier = null;
        OutputDevice.prototype.isGroupLeader = null;
        OutputDevice.prototype.isGroupable = null;
        OutputDevice.prototype.deviceType = null;
        OutputDevice.prototype.deviceSubType = null;
        OutputDevice.prototype.isLocalDevice = null;
        OutputDevice.prototype.isProxyGroupPlayer = null;
        OutputDevice.prototype.volume = null;
        OutputDevice.prototype.isVolumeControlAvailable = null;
        OutputDevice.prototype.volumeCapabilities = null;
        OutputDevice.prototype.clusterType = null;
        OutputDevice.prototype.primaryUid = null;

        OutputDevice.create = function(properties) {
            return new OutputDevice(properties);
        };

        OutputDevice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                writer.uint32(10).string(message.name);
            if (message.uniqueIdentifier != null && $Object.hasOwnProperty.call(message, "uniqueIdentifier"))
                writer.uint32(18).string(message.uniqueIdentifier);
            if (message.groupIdentifier != null && $Object.hasOwnProperty.call(message, "groupIdentifier"))
                writer.uint32(26).string(message.groupIdentifier);
            if (message.modelIdentifier != null && $Object.hasOwnProperty.call(message, "modelIdentifier"))
                writer.uint32(34).string(message.modelIdentifier);
            if (message.isGroupLeader != null && $Object.hasOwnProperty.call(message, "isGroupLeader"))
                writer.uint32(64).bool(message.isGroupLeader);
            if (message.isGroupable != null && $Object.hasOwnProperty.call(message, "isGroupable"))
                writer.uint32(72).bool(message.isGroupable);
            if (message.deviceType != null && $Object.hasOwnProperty.call(message, "deviceType"))
                writer.uint32(80).uint32(message.deviceType);
            if (message.deviceSubType != null && $Object.hasOwnProperty.call(message, "deviceSubType"))
                writer.uint32(88).uint32(message.deviceSubType);
            if (message.isLocalDevice != null && $Object.hasOwnProperty.call(message, "isLocalDevice"))
                writer.uint32(112).bool(message.isLocalDevice);
            if (message.isProxyGroupPlayer != null && $Object.hasOwnProperty.call(message, "isProxyGroupPlayer"))
                writer.uint32(176).bool(message.isProxyGroupPlayer);
            if (message.volume != null && $Object.hasOwnProperty.call(message, "volume"))
                writer.uint32(197).float(message.volume);
            if (message.isVolumeControlAvailable != null && $Object.hasOwnProperty.call(message, "isVolumeControlAvailable"))
                writer.uint32(200).bool(message.isVolumeControlAvailable);
            if (message.volumeCapabilities != null && $Object.hasOwnProperty.call(message, "volumeCapabilities"))
                writer.uint32(296).uint32(message.volumeCapabilities);
            if (message.clusterType != null && $Object.hasOwnProperty.call(message, "clusterType"))
                writer.uint32(336).uint32(message.clusterType);
            if (message.primaryUid != null && $Object.hasOwnProperty.call(message, "primaryUid"))
                writer.uint32(346).string(message.primaryUid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OutputDevice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.OutputDevice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.name = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.uniqueIdentifier = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.groupIdentifier = reader.string();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.modelIdentifier = reader.string();
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        message.isGroupLeader = reader.bool();
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        message.isGroupable = reader.bool();
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        message.deviceType = reader.uint32();
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        message.deviceSubType = reader.uint32();
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        message.isLocalDevice = reader.bool();
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        message.isProxyGroupPlayer = reader.bool();
                        continue;
                    }
                case 24: {
                        if (wireType !== 5)
                            break;
                        message.volume = reader.float();
                        continue;
                    }
                case 25: {
                        if (wireType !== 0)
                            break;
                        message.isVolumeControlAvailable = reader.bool();
                        continue;
                    }
                case 37: {
                        if (wireType !== 0)
                            break;
                        message.volumeCapabilities = reader.uint32();
                        continue;
                    }
                case 42: {
                        if (wireType !== 0)
                            break;
                        message.clusterType = reader.uint32();
                        continue;
                    }
                case 43: {
                        if (wireType !== 2)
                            break;
                        message.primaryUid = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return OutputDevice;
    })();

    mrp.UpdateOutputDevice = (function() {

        const UpdateOutputDevice = function (properties) {
            this.outputDevices = [];
            this.clusterAwareOutputDevices = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UpdateOutputDevice.prototype.outputDevices = $util.emptyArray;
        UpdateOutputDevice.prototype.endpointUid = null;
        UpdateOutputDevice.prototype.clusterAwareOutputDevices = $util.emptyArray;

        UpdateOutputDevice.create = function(properties) {
            return new UpdateOutputDevice(properties);
        };

        UpdateOutputDevice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.outputDevices != null && message.outputDevices.length)
                for (let i = 0; i < message.outputDevices.length; ++i)
                    $root.mrp.OutputDevice.encode(message.outputDevices[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.endpointUid != null && $Object.hasOwnProperty.call(message, "endpointUid"))
                writer.uint32(18).string(message.endpointUid);
            if (message.clusterAwareOutputDevices != null && message.clusterAwareOutputDevices.length)
                for (let i = 0; i < message.clusterAwareOutputDevices.length; ++i)
                    $root.mrp.OutputDevice.encode(message.clusterAwareOutputDevices[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UpdateOutputDevice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.UpdateOutputDevice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.outputDevices && message.outputDevices.length))
                            message.outputDevices = [];
                        message.outputDevices.push($root.mrp.OutputDevice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.endpointUid = reader.string();
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.clusterAwareOutputDevices && message.clusterAwareOutputDevices.length))
                            message.clusterAwareOutputDevices = [];
                        message.clusterAwareOutputDevices.push($root.mrp.OutputDevice.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UpdateOutputDevice;
    })();

    mrp.ModifyOutputContextRequest = (function() {

        const ModifyOutputContextRequest = function (properties) {
            this.addingDevices = [];
            this.removingDevices = [];
            this.settingDevices = [];
            this.clusterAwareAddingDevices = [];
            this.clusterAwareRemovingDevices = [];
            this.clusterAwareSettingDevices = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ModifyOutputContextRequest.prototype.type = null;
        ModifyOutputContextRequest.prototype.addingDevices = $util.emptyArray;
        ModifyOutputContextRequest.prototype.removingDevices = $util.emptyArray;
        ModifyOutputContextRequest.prototype.settingDevices = $util.emptyArray;
        ModifyOutputContextRequest.prototype.clusterAwareAddingDevices = $util.emptyArray;
        ModifyOutputContextRequest.prototype.clusterAwareRemovingDevices = $util.emptyArray;
        ModifyOutputContextRequest.prototype.clusterAwareSettingDevices = $util.emptyArray;

        ModifyOutputContextRequest.create = function(properties) {
            return new ModifyOutputContextRequest(properties);
        };

        ModifyOutputContextRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                writer.uint32(8).uint32(message.type);
            if (message.addingDevices != null && message.addingDevices.length)
                for (let i = 0; i < message.addingDevices.length; ++i)
                    writer.uint32(18).string(message.addingDevices[i]);
            if (message.removingDevices != null && message.removingDevices.length)
                for (let i = 0; i < message.removingDevices.length; ++i)
                    writer.uint32(26).string(message.removingDevices[i]);
            if (message.settingDevices != null && message.settingDevices.length)
                for (let i = 0; i < message.settingDevices.length; ++i)
                    writer.uint32(34).string(message.settingDevices[i]);
            if (message.clusterAwareAddingDevices != null && message.clusterAwareAddingDevices.length)
                for (let i = 0; i < message.clusterAwareAddingDevices.length; ++i)
                    writer.uint32(42).string(message.clusterAwareAddingDevices[i]);
            if (message.clusterAwareRemovingDevices != null && message.clusterAwareRemovingDevices.length)
                for (let i = 0; i < message.clusterAwareRemovingDevices.length; ++i)
                    writer.uint32(50).string(message.clusterAwareRemovingDevices[i]);
            if (message.clusterAwareSettingDevices != null && message.clusterAwareSettingDevices.length)
                for (let i = 0; i < message.clusterAwareSettingDevices.length; ++i)
                    writer.uint32(58).string(message.clusterAwareSettingDevices[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ModifyOutputContextRequest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ModifyOutputContextRequest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.type = reader.uint32();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.addingDevices && message.addingDevices.length))
                            message.addingDevices = [];
                        message.addingDevices.push(reader.string());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.removingDevices && message.removingDevices.length))
                            message.removingDevices = [];
                        message.removingDevices.push(reader.string());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.settingDevices && message.settingDevices.length))
                            message.settingDevices = [];
                        message.settingDevices.push(reader.string());
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.clusterAwareAddingDevices && message.clusterAwareAddingDevices.length))
                            message.clusterAwareAddingDevices = [];
                        message.clusterAwareAddingDevices.push(reader.string());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.clusterAwareRemovingDevices && message.clusterAwareRemovingDevices.length))
                            message.clusterAwareRemovingDevices = [];
                        message.clusterAwareRemovingDevices.push(reader.string());
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.clusterAwareSettingDevices && message.clusterAwareSettingDevices.length))
                            message.clusterAwareSettingDevices = [];
                        message.clusterAwareSettingDevices.push(reader.string());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ModifyOutputContextRequest;
    })();

    mrp.CryptoPairing = (function() {

        const CryptoPairing = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CryptoPairing.prototype.pairingData = null;
        CryptoPairing.prototype.status = null;
        CryptoPairing.prototype.isRetrying = null;
        CryptoPairing.prototype.isUsingSystemPairing = null;
        CryptoPairing.prototype.state = null;

        CryptoPairing.create = function(properties) {
            return new CryptoPairing(properties);
        };

        CryptoPairing.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.pairingData != null && $Object.hasOwnProperty.call(message, "pairingData"))
                writer.uint32(10).bytes(message.pairingData);
            if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                writer.uint32(16).int32(message.status);
            if (message.isRetrying != null && $Object.hasOwnProperty.call(message, "isRetrying"))
                writer.uint32(24).bool(message.isRetrying);
            if (message.isUsingSystemPairing != null && $Object.hasOwnProperty.call(message, "isUsingSystemPairing"))
                writer.uint32(32).bool(message.isUsingSystemPairing);
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                writer.uint32(40).int32(message.state);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CryptoPairing.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.CryptoPairing();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.pairingData = reader.bytes();
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        message.status = reader.int32();
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        message.isRetrying = reader.bool();
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        message.isUsingSystemPairing = reader.bool();
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        message.state = reader.int32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CryptoPairing;
    })();

    mrp.SetConnectionState = (function() {

        const SetConnectionState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetConnectionState.prototype.state = null;

        SetConnectionState.create = function(properties) {
            return new SetConnectionState(properties);
        };

        SetConnectionState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                writer.uint32(8).uint32(message.state);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetConnectionState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.SetConnectionState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.state = reader.uint32();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SetConnectionState;
    })();

    mrp.WakeDevice = (function() {

        const WakeDevice = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        WakeDevice.create = function(properties) {
            return new WakeDevice(properties);
        };

        WakeDevice.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        WakeDevice.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.WakeDevice();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return WakeDevice;
    })();

    mrp.Generic = (function() {

        const Generic = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Generic.prototype.key = null;
        Generic.prototype.value = null;

        Generic.create = function(properties) {
            return new Generic(properties);
        };

        Generic.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key"))
                writer.uint32(10).string(message.key);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                writer.uint32(18).bytes(message.value);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Generic.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.Generic();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.key = reader.string();
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.value = reader.bytes();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Generic;
    })();

    mrp.ConfigureConnection = (function() {

        const ConfigureConnection = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ConfigureConnection.prototype.groupIdentifier = null;

        ConfigureConnection.create = function(properties) {
            return new ConfigureConnection(properties);
        };

        ConfigureConnection.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.groupIdentifier != null && $Object.hasOwnProperty.call(message, "groupIdentifier"))
                writer.uint32(10).string(message.groupIdentifier);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ConfigureConnection.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.ConfigureConnection();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.groupIdentifier = reader.string();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ConfigureConnection;
    })();

    mrp.Keyboard = (function() {

        const Keyboard = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Keyboard.prototype.state = null;
        Keyboard.prototype.encryptedText = null;

        Keyboard.create = function(properties) {
            return new Keyboard(properties);
        };

        Keyboard.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                writer.uint32(8).uint32(message.state);
            if (message.encryptedText != null && $Object.hasOwnProperty.call(message, "encryptedText"))
                writer.uint32(34).bytes(message.encryptedText);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Keyboard.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.mrp.Keyboard();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        message.state = reader.uint32();
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.encryptedText = reader.bytes();
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Keyboard;
    })();

    return mrp;
})();

export {
  $root as default
};
